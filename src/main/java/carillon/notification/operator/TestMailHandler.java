package carillon.notification.operator;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.QueueName;
import carillon.mail.MailSender;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.MailAddress;
import carillon.mail.smtp.SendOutcome;
import carillon.notification.delivery.DeliveryState;
import carillon.notification.message.FixedIdMessage;
import carillon.notification.message.Messages;
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
class TestMailHandler implements JobHandler<TestMailHandler.Payload> {
  static final String EVENT = "carillon.mail.test";
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  @Inject TestMailTable tests;
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
    TestMail test = tests.find(payload.id()).orElse(null);
    if (test == null || !test.state().equals("pending") && !test.state().equals("deferred")) {
      return;
    }
    SendOutcome sendOutcome = sender.send(mail(test));
    DeliveryState state = state(sendOutcome);
    tests.attempted(test.id(), state, sendOutcome.text());
    if (state == DeliveryState.DEFERRED) {
      throw new IllegalStateException("Test mail " + test.id() + ": " + sendOutcome.label());
    }
  }

  private static DeliveryState state(SendOutcome sendOutcome) {
    if (sendOutcome instanceof SendOutcome.Sent) {
      return DeliveryState.SENT;
    }
    if (sendOutcome instanceof SendOutcome.Failed) {
      return DeliveryState.FAILED;
    }
    return sendOutcome instanceof SendOutcome.Unknown
        ? DeliveryState.UNKNOWN
        : DeliveryState.DEFERRED;
  }

  private Mail mail(TestMail test) throws MessagingException {
    String domain = settings.get(SettingsTable.MAIL_FROM_DOMAIN);
    Messages messages = Messages.in(Locale.ENGLISH);
    InternetAddress to = MailAddress.of(test.to());
    MimeMessage message = new FixedIdMessage("<mail-test.%d@%s>".formatted(test.id(), domain));
    message.setFrom(new InternetAddress("noreply@" + domain));
    message.setRecipient(Message.RecipientType.TO, to);
    message.setSubject(messages.say("test.subject"), UTF_8);
    message.setSentDate(Date.from(test.createdAt()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setText(
        messages.say("test.body", settings.get(SettingsTable.BASE_URL)) + "\r\n", UTF_8);
    message.saveChanges();
    return Mail.of(message, to);
  }
}
