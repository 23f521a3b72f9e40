package carillon.jiraimport;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.mail.MailSender;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.Outcome;
import carillon.tracker.Directory;
import carillon.tracker.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who asked for an import how it ended. One attempt: the report is also at its address. */
@ApplicationScoped
class SummaryMail {
  private static final Logger LOG = LoggerFactory.getLogger(SummaryMail.class);
  private static final int MOST_WARNINGS = 50;

  @Inject Directory directory;
  @Inject WarningTable warnings;
  @Inject MailSender sender;
  @Inject Settings settings;

  public void send(JiraImport job) {
    try {
      InternetAddress to = new InternetAddress(address(job.requestedBy()), true);
      Outcome outcome = sender.send(Mail.of(message(job, to), to));
      if (!(outcome instanceof Outcome.Sent)) {
        LOG.warn("Nobody was told that import {} has ended: {}", job.id(), outcome.text());
      }
    } catch (MessagingException | RuntimeException trouble) {
      LOG.warn("Nobody was told that import {} has ended", job.id(), trouble);
    }
  }

  private String address(String requestedBy) {
    return directory.userNamed(requestedBy).map(User::email).orElse(requestedBy);
  }

  private MimeMessage message(JiraImport job, InternetAddress to) throws MessagingException {
    String utf8 = StandardCharsets.UTF_8.name();
    String domain = settings.get(SettingsTable.MAIL_FROM_DOMAIN);
    MimeMessage message = new MimeMessage((Session) null);
    message.setFrom(new InternetAddress("noreply@" + domain));
    message.setRecipient(Message.RecipientType.TO, to);
    message.setSubject("Import from Jira: " + job.state().text(), utf8);
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
    message.setText(text(job), utf8);
    message.saveChanges();
    message.setHeader(
        "Message-ID", "<import.%d.%d@%s>".formatted(job.id(), job.executionId(), domain));
    return message;
  }

  private String text(JiraImport job) {
    StringBuilder text = new StringBuilder();
    text.append(
        "The import %d from %s is %s.\r\n".formatted(job.id(), job.url(), job.state().text()));
    if (job.error() != null) {
      text.append(job.error()).append("\r\n");
    }
    text.append("\r\nIssues: %d of %d\r\n".formatted(job.done(), job.total()));
    List<WarningTable.Warning> lost = warnings.of(job.id());
    text.append(lost.isEmpty() ? "Everything was carried over.\r\n" : "Not carried over:\r\n");
    lost.stream()
        .limit(MOST_WARNINGS)
        .forEach(one -> text.append("- %s (%d)\r\n".formatted(one.text(), one.times())));
    return text.toString();
  }
}
