package carillon.notification;

import carillon.config.Settings;
import carillon.dispatch.TaskWaking;
import carillon.job.Background;
import carillon.mail.MailAttempted;
import carillon.mail.MailListener;
import carillon.mail.MailSender;
import carillon.mail.RefusedAlike;
import carillon.mail.suppression.Suppressions;
import carillon.notification.subscription.SubscriptionBeans;
import jakarta.mail.Session;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;

/** Makes what the container would inject, for a mail server of a test. */
record SampleRunner(Jdbi jdbi, Map<String, String> settings, int smtpPort, Background background) {

  /** For those whose database is always there. */
  SampleRunner(Jdbi jdbi, Map<String, String> settings, int smtpPort) {
    this(jdbi, settings, smtpPort, null);
  }

  NotificationRunner runner(RecordedEvents<NotificationEnded> ended) {
    Settings values = Settings.of(settings);
    NotificationRunner made = new NotificationRunner();
    made.stories = new StoryTable();
    made.stories.jdbi = jdbi;
    made.stories.fields = new FieldTable();
    made.stories.fields.jdbi = jdbi;
    made.glances = new GlanceTable();
    made.glances.jdbi = jdbi;
    made.coalescing = new Coalescing();
    made.coalescing.settings = values;
    made.coalescing.glances = made.glances;
    made.tokens = SubscriptionBeans.tokens(jdbi);
    made.tellings = new Tellings();
    made.tellings.scenes = scenes();
    made.decisions = new DecisionTable();
    made.decisions.jdbi = jdbi;
    made.deliveries = new DeliveryTable();
    made.deliveries.jdbi = jdbi;
    made.old = new OldDeliveries();
    made.old.jdbi = jdbi;
    made.steps = new GroupCommit();
    made.steps.steps = new StepTable();
    made.steps.steps.jdbi = jdbi;
    made.late = new LateResults();
    made.late.steps = made.steps.steps;
    made.late.background = background;
    made.suppressions = new Suppressions(jdbi, values);
    made.settings = values;
    made.ended = ended;
    made.clock = Clock.systemUTC();
    made.sender = sender(values);
    return made;
  }

  private SceneLoader scenes() {
    SceneLoader scenes = new SceneLoader();
    scenes.accounts = new AccountTable();
    scenes.accounts.jdbi = jdbi;
    scenes.subscriptions = SubscriptionBeans.table(jdbi);
    scenes.audiences = new AudienceTable();
    scenes.audiences.jdbi = jdbi;
    scenes.involvements = new InvolvementTable();
    scenes.involvements.jdbi = jdbi;
    return scenes;
  }

  private MailSender sender(Settings values) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(smtpPort));
    DeliveryDecisions corrections = corrections();
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
          public void refusedAlike(RefusedAlike refused) {
            corrections.takeBack(refused);
          }
        });
  }

  DeliveryDecisions corrections() {
    DeliveryDecisions made = new DeliveryDecisions();
    made.jdbi = jdbi;
    made.settings = Settings.of(settings);
    made.tasks = new TaskWaking(jdbi);
    return made;
  }
}
