package carillon.notification;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import carillon.dispatch.Task;
import carillon.mail.ScriptedSmtpServer;
import carillon.notification.delivery.DecidedChange;
import carillon.notification.delivery.Delivery;
import carillon.notification.delivery.DeliveryTable;
import carillon.notification.event.ChangeSummary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many statements a list of recipients costs. */
class ManyRecipientsTest {
  /**
   * Begin of the mail: the task's row and the delivery's; its end goes with the next one's begin.
   */
  private static final int PER_MAIL = 3;

  private static final int MOST_TO_DECIDE = 25;

  private final TrackerRows rows = new TrackerRows(MigratedDatabases.h2());
  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private final AtomicInteger statements = new AtomicInteger();

  @AfterEach
  void stop() {
    server.close();
  }

  private Task task(int recipients) {
    long alice = rows.user("alice");
    long[] users = new long[recipients];
    for (int i = 0; i < recipients; i++) {
      users[i] = rows.user("user" + i);
    }
    rows.rule(true, new String[0], users);
    long artifact = rows.artifact(alice);
    return rows.task(
        artifact, rows.changeset(artifact, alice, "Hello", Map.of(rows.title, "\"T\"")));
  }

  private int counted(Runnable work) {
    statements.set(0);
    rows.jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logAfterExecution(StatementContext context) {
            statements.incrementAndGet();
          }
        });
    work.run();
    return statements.get();
  }

  private NotificationTaskHandler runner() {
    return new SampleRunner(rows.jdbi, Map.of(), server.port()).runner(new RecordedEvents<>());
  }

  @Test
  void decidingCostsTheSameStatementsForFiveAndForFiveThousandRecipients() {
    int few = decided(5);
    int many = new ManyRecipientsTest().decided(5_000);
    assertThat(many).isEqualTo(few).isLessThan(MOST_TO_DECIDE);
  }

  private int decided(int recipients) {
    Task task = task(recipients);
    SampleRunner sample = new SampleRunner(rows.jdbi, Map.of(), server.port());
    RecipientDecider decider = sample.decider();
    try {
      return counted(
          () -> {
            List<ChangeSummary> changes = sample.changeSummaries().of(task);
            DecidedChange decided = decider.decide(task, changes).orElseThrow();
            assertThat(decided.decisions().kept()).hasSize(recipients + 1);
            List<Delivery> batch = new DeliveryTable(rows.jdbi).due(task, 100);
            assertThat(decided.content(batch).addresses(batch)).hasSameSizeAs(batch);
          });
    } finally {
      server.close();
    }
  }

  @Test
  void eachMailCostsThreeStatementsThatSayWhatBecameOfIt() {
    Task task = task(60);
    NotificationTaskHandler runner = runner();
    int all = counted(() -> runner.run(task));
    assertThat(server.messages()).hasSize(61);
    assertThat(all).isLessThanOrEqualTo(61 * PER_MAIL + 40);
  }
}
