package carillon.notification;

import carillon.config.Settings;
import carillon.dispatch.TaskReopening;
import carillon.job.engine.BackgroundTasks;
import carillon.mail.MailAttempted;
import carillon.mail.MailListener;
import carillon.mail.MailSender;
import carillon.mail.PolicyRefusalDetected;
import carillon.mail.suppression.Suppressions;
import carillon.notification.subscription.SubscriptionBeans;
import jakarta.mail.Session;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;

/** Makes what the container would inject, for a mail server of a test. */
record SampleRunner(
    Jdbi jdbi, Map<String, String> settings, int smtpPort, BackgroundTasks background) {

  /** For those whose database is always there. */
  SampleRunner(Jdbi jdbi, Map<String, String> settings, int smtpPort) {
    this(jdbi, settings, smtpPort, null);
  }

  NotificationTaskHandler runner(RecordedEvents<NotificationEnded> ended) {
    Settings values = Settings.of(settings);
    NotificationTaskHandler made = new NotificationTaskHandler();
    made.stories = new ChangeSummaryTable();
    made.stories.jdbi = jdbi;
    made.stories.fields = new FieldTable();
    made.stories.fields.jdbi = jdbi;
    made.glances = new ChangesetFlagTable();
    made.glances.jdbi = jdbi;
    made.coalescingPolicy = new CoalescingPolicy();
    made.coalescingPolicy.settings = values;
    made.coalescingPolicy.glances = made.glances;
    made.tokens = SubscriptionBeans.tokens(jdbi);
    made.batchContentLoader = new BatchContentLoader();
    made.batchContentLoader.scenes = scenes();
    made.decisions = new DecisionTable();
    made.decisions.jdbi = jdbi;
    made.deliveries = new DeliveryTable();
    made.deliveries.jdbi = jdbi;
    made.old = new DeliveryRetention();
    made.old.jdbi = jdbi;
    made.steps = new GroupCommit();
    made.steps.steps = new DeliveryUpdateTable();
    made.steps.steps.jdbi = jdbi;
    made.late = new UnwrittenResults();
    made.late.steps = made.steps.steps;
    made.late.backgroundTasks = background;
    made.suppressions = new Suppressions(jdbi, values);
    made.settings = values;
    made.ended = ended;
    made.clock = Clock.systemUTC();
    made.sender = sender(values);
    return made;
  }

  private NotificationInputLoader scenes() {
    NotificationInputLoader scenes = new NotificationInputLoader();
    scenes.accounts = new AccountTable();
    scenes.accounts.jdbi = jdbi;
    scenes.subscriptions = SubscriptionBeans.table(jdbi);
    scenes.audiences = new ReadPermissionTable();
    scenes.audiences.jdbi = jdbi;
    scenes.involvements = new InvolvementTable();
    scenes.involvements.jdbi = jdbi;
    return scenes;
  }

  private MailSender sender(Settings values) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(smtpPort));
    DeliveryOperations corrections = corrections();
    return MailSender.through(
        Session.getInstance(properties),
        values,
        Clock.systemUTC(),
        new MailListener() {
          @Override
          public void attempted(MailAttempted attempt) {
            // Nobody counts.
          }

          @Override
          public void refusedAlike(PolicyRefusalDetected refused) {
            corrections.takeBack(refused);
          }
        });
  }

  DeliveryOperations corrections() {
    DeliveryOperations made = new DeliveryOperations();
    made.jdbi = jdbi;
    made.settings = Settings.of(settings);
    made.tasks = new TaskReopening(jdbi);
    return made;
  }
}
