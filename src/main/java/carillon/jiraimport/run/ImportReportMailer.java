package carillon.jiraimport.run;

import carillon.config.Redaction;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.engine.BackgroundTasks;
import carillon.mail.MailSender;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.MailAddress;
import carillon.mail.smtp.SendOutcome;
import carillon.tracker.TrackerLookup;
import carillon.tracker.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who asked for an import how it ended, again and again until a mail server takes it. */
@ApplicationScoped
public class ImportReportMailer {
  private static final Logger LOG = LoggerFactory.getLogger(ImportReportMailer.class);
  private static final int MOST_WARNINGS = 50;
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  private final ImportRunTable runs;
  private final ImportTable imports;
  private final TrackerLookup trackerLookup;
  private final WarningTable warnings;
  private final MailSender sender;
  private final Settings settings;
  private final Clock clock;
  private final BackgroundTasks backgroundTasks;
  private volatile BackgroundTasks.Handle handle;

  @Inject
  public ImportReportMailer(
      ImportRunTable runs,
      ImportTable imports,
      TrackerLookup trackerLookup,
      WarningTable warnings,
      MailSender sender,
      Settings settings,
      Clock clock,
      BackgroundTasks backgroundTasks) {
    this.runs = runs;
    this.imports = imports;
    this.trackerLookup = trackerLookup;
    this.warnings = warnings;
    this.sender = sender;
    this.settings = settings;
    this.clock = clock;
    this.backgroundTasks = backgroundTasks;
  }

  /** For the container's proxy. */
  protected ImportReportMailer() {
    this(null, null, null, null, null, null, null, null);
  }

  public void start() {
    handle = backgroundTasks.repeat("summaries of imports", this::tell);
  }

  /** Looks at once whether there is something to tell. */
  public void wake() {
    handle.wake();
  }

  private Duration tell() {
    for (long id : runs.toTell()) {
      if (runs.tells(id, sender.longest())) {
        tell(imports.find(id).orElseThrow());
      }
    }
    return PERIOD;
  }

  private void tell(JiraImport job) {
    Duration since = Duration.between(job.endedAt(), clock.instant());
    if (told(job) || givesUp(since)) {
      runs.told(job.id());
    } else {
      runs.tellAfter(job.id(), rest(since));
    }
  }

  /** The longer it did not work, the longer it is left alone. */
  private static Duration rest(Duration since) {
    Duration atLeast = since.compareTo(PERIOD) < 0 ? PERIOD : since;
    return atLeast.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : atLeast;
  }

  private boolean givesUp(Duration since) {
    return since.compareTo(settings.get(SettingsTable.MAIL_GIVE_UP_AFTER)) > 0;
  }

  /** Whether nothing is left to do: a mail whose fate is unknown is not sent twice. */
  private boolean told(JiraImport job) {
    try {
      InternetAddress to = MailAddress.of(address(job.requestedBy()));
      SendOutcome sendOutcome = sender.send(Mail.of(message(job, to), to));
      if (!(sendOutcome instanceof SendOutcome.Sent)) {
        LOG.warn(
            "The report of import {} was not sent: {}",
            job.id(),
            Redaction.withoutAddresses(sendOutcome.text()));
      }
      return !(sendOutcome instanceof SendOutcome.Deferred
          || sendOutcome instanceof SendOutcome.RelayDown);
    } catch (MessagingException unwritable) {
      LOG.warn("The report of import {} cannot be sent", job.id(), unwritable);
      return true;
    }
  }

  private String address(String requestedBy) {
    return trackerLookup.userNamed(requestedBy).map(User::email).orElse(requestedBy);
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
    List<ImportResponse.Warning> lost = warnings.of(job.id(), MOST_WARNINGS);
    text.append(lost.isEmpty() ? "Everything was imported.\r\n" : "Not imported:\r\n");
    lost.forEach(one -> text.append("- %s (%d)\r\n".formatted(one.text(), one.times())));
    return text.toString();
  }
}
