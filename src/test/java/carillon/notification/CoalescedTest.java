package carillon.notification;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import carillon.dispatch.CoalescingWindow;
import carillon.dispatch.DispatchMode;
import carillon.dispatch.Task;
import carillon.dispatch.TaskOutcome;
import carillon.mail.ScriptedSmtpServer;
import carillon.notification.delivery.ChangesetDeliveries;
import carillon.notification.delivery.DeliveryQueries;
import carillon.tracker.ChangesetRecorded;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changesets that are told together: which they are, and what the one mail says. */
class CoalescedTest {
  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private final Map<String, String> settings = new HashMap<>();
  private TrackerRows rows;
  private long alice;
  private long bob;
  private long artifact;

  @BeforeEach
  void start() {
    rows = new TrackerRows(MigratedDatabases.h2());
    alice = rows.user("alice");
    bob = rows.user("bob");
    artifact = rows.artifact(alice);
    settings.put("carillon.coalesce.idle", "PT3M");
    rows.changeset(artifact, alice, null, Map.of(rows.title, "\"A\""));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private NotificationTaskHandler runner() {
    return new SampleRunner(rows.jdbi, settings, server.port()).runner(new RecordedEvents<>());
  }

  private long titled(long author, String before, String after) {
    long changeset =
        rows.changeset(artifact, author, null, Map.of(rows.title, "\"" + after + "\""));
    rows.changedFrom(changeset, rows.title, "\"" + before + "\"");
    return changeset;
  }

  private Task told(long... changesets) {
    Task task = rows.task(artifact, changesets[changesets.length - 1]);
    for (int i = 0; i < changesets.length - 1; i++) {
      rows.folded(changesets[i], task);
    }
    return task;
  }

  private List<String> mailsTo(String address) {
    return server.messages().stream().filter(m -> m.contains("To: " + address)).toList();
  }

  private ChangesetDeliveries shown(long changeset) {
    return new DeliveryQueries(rows.jdbi).of(changeset, true).orElseThrow();
  }

  @Test
  void oneMailTellsTheNetChangeAndEveryComment() throws Exception {
    long first = titled(alice, "A", "B");
    long comment = rows.changeset(artifact, bob, "Why C?", Map.of());
    long last = titled(alice, "B", "C");

    assertThat(runner().run(told(first, comment, last))).isEqualTo(new TaskOutcome.Ended());

    assertThat(mailsTo("alice@example.com")).hasSize(1);
    assertThat(mailsTo("bob@example.com"))
        .singleElement()
        .asString()
        .contains(".c" + last + ".u" + bob, "Why C?", "Title (Real alice): A =E2=86=92 C")
        .contains("Real bob, Real alice");
  }

  @Test
  void undoneChangeIsNotNotified() throws Exception {
    Task task = told(titled(alice, "A", "B"), titled(alice, "B", "A"));

    assertThat(runner().run(task)).isEqualTo(new TaskOutcome.Ended());

    assertThat(server.messages()).isEmpty();
    assertThat(shown(task.changesetId()).skipped())
        .containsExactly(new ChangesetDeliveries.SkippedView("alice", "nothing-changed"));
  }

  @Test
  void aMemberSaysIntoWhatItWentAndWhoWasTold() throws Exception {
    long first = titled(alice, "A", "B");
    long last = titled(alice, "B", "C");
    runner().run(told(first, last));

    assertThat(shown(first).task().coalescedInto()).isEqualTo(last);
    assertThat(shown(first).deliveries()).hasSize(1);
    assertThat(shown(last).task().coalescedInto()).isNull();
    assertThat(shown(last).deliveries()).isEqualTo(shown(first).deliveries());
  }

  private Optional<Duration> waits(long changeset, boolean creation, DispatchMode mode) {
    ChangesetRecorded fact =
        new ChangesetRecorded(rows.project, rows.tracker, artifact, changeset, creation, true);
    return runner().coalescingWindow(fact, mode).map(CoalescingWindow::idle);
  }

  @Test
  void mentionsAssignmentsAndCreationsDoNotWait() {
    rows.assigneeIs(rows.assignee);
    long plain = titled(alice, "A", "B");
    long mention = rows.changeset(artifact, alice, "see @bob", Map.of());
    long assignment = rows.changeset(artifact, alice, null, Map.of(rows.assignee, "\"bob\""));

    assertThat(waits(plain, false, DispatchMode.QUEUED)).contains(Duration.ofMinutes(3));
    assertThat(waits(mention, false, DispatchMode.QUEUED)).contains(Duration.ZERO);
    assertThat(waits(assignment, false, DispatchMode.QUEUED)).contains(Duration.ZERO);
    assertThat(waits(plain, true, DispatchMode.QUEUED)).isEmpty();
    assertThat(waits(plain, false, DispatchMode.INLINE)).isEmpty();
    settings.remove("carillon.coalesce.idle");
    assertThat(waits(plain, false, DispatchMode.QUEUED)).isEmpty();
  }
}
