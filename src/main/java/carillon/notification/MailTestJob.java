package carillon.notification;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.QueueName;
import carillon.mail.MailSender;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.MailAddress;
import carillon.mail.smtp.Outcome;
import carillon.notification.message.NamedMessage;
import carillon.notification.message.Words;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Locale;

/** Sends a test mail: the way of a notification, from the queue to the relay. */
@ApplicationScoped
class MailTestJob implements JobHandler<MailTestJob.Payload> {
  static final String EVENT = "carillon.mail.test";
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  @Inject MailTestTable tests;
  @Inject MailSender sender;
  @Inject Settings settings;

  record Payload(long id) {}

  @Override
  public String eventName() {
    return EVENT;
  }

  @Override
  public Class<Payload> payloadType() {
    return Payload.class;
  }

  @Override
  public QueueName queue() {
    return QueueName.NOTIFICATIONS;
  }

  /**
   * @throws IllegalStateException when it is to be tried again, as the job's retry policy says
   */
  @Override
  public void handle(Payload payload, JobContext context) throws MessagingException {
    MailTest test = tests.find(payload.id()).orElse(null);
    if (test == null || !test.state().equals("pending") && !test.state().equals("deferred")) {
      return;
    }
    Outcome outcome = sender.send(mail(test));
    DeliveryState state = state(outcome);
    tests.attempted(test.id(), state, outcome.text());
    if (state == DeliveryState.DEFERRED) {
      throw new IllegalStateException("Test mail " + test.id() + ": " + outcome.label());
    }
  }

  private static DeliveryState state(Outcome outcome) {
    if (outcome instanceof Outcome.Sent) {
      return DeliveryState.SENT;
    }
    if (outcome instanceof Outcome.Failed) {
      return DeliveryState.FAILED;
    }
    return outcome instanceof Outcome.Unknown ? DeliveryState.UNKNOWN : DeliveryState.DEFERRED;
  }

  private Mail mail(MailTest test) throws MessagingException {
    String domain = settings.get(SettingsTable.MAIL_FROM_DOMAIN);
    Words words = Words.in(Locale.ENGLISH);
    InternetAddress to = MailAddress.of(test.to());
    MimeMessage message = new NamedMessage("<mail-test.%d@%s>".formatted(test.id(), domain));
    message.setFrom(new InternetAddress("noreply@" + domain));
    message.setRecipient(Message.RecipientType.TO, to);
    message.setSubject(words.say("test.subject"), UTF_8);
    message.setSentDate(Date.from(test.createdAt()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setText(words.say("test.body", settings.get(SettingsTable.BASE_URL)) + "\r\n", UTF_8);
    message.saveChanges();
    return Mail.of(message, to);
  }
}
