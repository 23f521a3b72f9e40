package carillon.notification;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import carillon.dispatch.Task;
import carillon.dispatch.TaskOutcome;
import carillon.mail.ScriptedSmtpServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bulk change is one mail per person, about what concerns them. */
class BulkTest {
  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private TrackerRows rows;
  private NotificationTaskHandler runner;
  private long alice;
  private long bob;

  @BeforeEach
  void start() {
    rows = new TrackerRows(MigratedDatabases.h2());
    runner =
        new SampleRunner(rows.jdbi, new HashMap<>(), server.port()).runner(new RecordedEvents<>());
    alice = rows.user("alice");
    bob = rows.user("bob");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private long changed(long artifact, String assignee) {
    return rows.changeset(
        artifact,
        alice,
        "All of them",
        Map.of(rows.title, "\"T" + artifact + "\"", rows.assignee, "\"" + assignee + "\""));
  }

  private Task bulk(int artifacts) {
    Task task = null;
    for (int i = 0; i < artifacts; i++) {
      long artifact = rows.artifact(alice);
      long changeset = changed(artifact, i < 2 ? "bob" : "alice");
      if (task == null) {
        task = rows.task(artifact, changeset);
      } else {
        rows.folded(changeset, task);
      }
    }
    return task;
  }

  private String mailTo(String address) {
    List<String> found =
        server.messages().stream().filter(m -> m.contains("To: " + address)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void eachPersonGetsOneMailAboutTheArtifactsThatConcernThem() throws Exception {
    rows.textMails();

    assertThat(runner.run(bulk(5))).isEqualTo(new TaskOutcome.Ended());

    assertThat(server.messages()).hasSize(2);
    assertThat(mailTo("alice@example.com"))
        .contains("Subject: [bug] 5 changed at once", "[bug #1] T1", "[bug #5] T5")
        .containsOnlyOnce("All of them")
        .doesNotContain("In-Reply-To");
    assertThat(mailTo("bob@example.com"))
        .contains("Subject: [bug] 2 changed at once", "[bug #1] T1", "[bug #2] T2")
        .doesNotContain("[bug #3]");
  }

  @Test
  void recipientWithoutAnyVisibleChangeIsSkipped() throws Exception {
    server.answer("RCPT TO:<bob@", "450 4.2.0 greylisted");
    Task task = bulk(3);
    runner.run(task);
    server.polite();
    rows.jdbi.useHandle(
        h -> {
          h.execute("update user_account set status = 'SUSPENDED' where id = ?", bob);
          h.execute("update delivery set next_at = current_timestamp where state = 'deferred'");
        });

    assertThat(runner.run(task)).isEqualTo(new TaskOutcome.Ended());

    assertThat(server.messages()).hasSize(1);
  }

  @Test
  void fiveHundredArtifactsAreOneMailOfBoundedSize() throws Exception {
    assertThat(runner.run(bulk(500))).isEqualTo(new TaskOutcome.Ended());

    assertThat(server.messages()).hasSize(2);
    assertThat(mailTo("alice@example.com"))
        .hasSizeLessThan(256 * 1024)
        .contains("500 changed at once");
  }
}
