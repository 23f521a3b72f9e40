package carillon.notification;

import carillon.config.Settings;
import carillon.dispatch.TaskReopening;
import carillon.job.engine.BackgroundTasks;
import carillon.mail.MailAttempted;
import carillon.mail.MailListener;
import carillon.mail.MailSender;
import carillon.mail.PolicyRefusalDetected;
import carillon.mail.suppression.Suppressions;
import carillon.notification.delivery.BatchContentLoader;
import carillon.notification.delivery.BatchSender;
import carillon.notification.delivery.DecisionTable;
import carillon.notification.delivery.DeliveryOperations;
import carillon.notification.delivery.DeliveryRetention;
import carillon.notification.delivery.DeliveryTable;
import carillon.notification.delivery.DeliveryUpdateTable;
import carillon.notification.delivery.GroupCommit;
import carillon.notification.delivery.UnwrittenResults;
import carillon.notification.event.ChangeSummaryTable;
import carillon.notification.event.ChangesetFlagTable;
import carillon.notification.event.FieldTable;
import carillon.notification.snapshot.AccountTable;
import carillon.notification.snapshot.InvolvementTable;
import carillon.notification.snapshot.NotificationInputLoader;
import carillon.notification.snapshot.ReadPermissionTable;
import carillon.notification.subscription.SubscriptionBeans;
import jakarta.mail.Session;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;

/** Makes what the container would inject, for a test's database and mail server. */
public final class SampleRunner {
  private final Jdbi jdbi;
  private final Settings settings;
  private final DeliveryOperations operations;
  private DeliveryUpdateTable updates;
  private MailSender sender;
  private BackgroundTasks background;
  private Clock clock = Clock.systemUTC();

  public SampleRunner(Jdbi jdbi, Map<String, String> settings, int smtpPort) {
    this.jdbi = jdbi;
    this.settings = Settings.of(settings);
    operations = new DeliveryOperations(jdbi, new TaskReopening(jdbi), this.settings);
    updates = new DeliveryUpdateTable(jdbi);
    sender = sender(smtpPort);
  }

  /** For tests whose database is unavailable for a while. */
  SampleRunner background(BackgroundTasks value) {
    background = value;
    return this;
  }

  SampleRunner clock(Clock value) {
    clock = value;
    return this;
  }

  SampleRunner sender(MailSender value) {
    sender = value;
    return this;
  }

  /** Replaces the table that runs write to; results that come late use the real one. */
  SampleRunner updates(DeliveryUpdateTable value) {
    updates = value;
    return this;
  }

  public NotificationTaskHandler runner(RecordedEvents<NotificationEnded> ended) {
    ChangesetFlagTable flags = new ChangesetFlagTable(jdbi);
    return new NotificationTaskHandler(
        changeSummaries(),
        flags,
        new CoalescingPolicy(settings, flags),
        decider(),
        contents(),
        new DeliveryTable(jdbi),
        new DeliveryRetention(jdbi),
        new BatchSender(
            new GroupCommit(updates),
            new UnwrittenResults(new DeliveryUpdateTable(jdbi), background),
            new Suppressions(jdbi, settings),
            sender,
            SubscriptionBeans.tokens(jdbi),
            settings,
            clock),
        sender,
        settings,
        ended);
  }

  ChangeSummaryTable changeSummaries() {
    return new ChangeSummaryTable(jdbi, new FieldTable(jdbi));
  }

  RecipientDecider decider() {
    return new RecipientDecider(contents(), new DecisionTable(jdbi), settings);
  }

  public DeliveryOperations operations() {
    return operations;
  }

  private BatchContentLoader contents() {
    return new BatchContentLoader(
        new NotificationInputLoader(
            new InvolvementTable(jdbi),
            SubscriptionBeans.table(jdbi),
            new ReadPermissionTable(jdbi),
            new AccountTable(jdbi)));
  }

  private MailSender sender(int smtpPort) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(smtpPort));
    return MailSender.through(
        Session.getInstance(properties),
        settings,
        Clock.systemUTC(),
        new MailListener() {
          @Override
          public void attempted(MailAttempted attempt) {
            // Nobody counts.
          }

          @Override
          public void refusedAlike(PolicyRefusalDetected refused) {
            operations.takeBack(refused);
          }
        });
  }
}
