package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.testkit.ExpectedMails;
import carillon.testkit.MeasurementLog;
import carillon.testkit.SampleTracker;
import carillon.testkit.SaveLoad;
import carillon.testkit.SharedServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A slow mail server: users wait for it when mails are sent inline, not when they are queued. */
@Tag("servers")
class QueuedOrInlineIT {
  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final int RECIPIENTS = 10;
  private static final int WARM_UP = 50;
  private static final int SAVES = 200;

  private SharedServer sharedServer;
  private SampleTracker tracker;

  @BeforeEach
  void slowMailServer() throws Exception {
    sharedServer = SharedServer.shared();
    tracker = sharedServer.tracker(RECIPIENTS);
    sharedServer.inbox.answerAfter(SLOW);
  }

  @AfterEach
  void quickMailServer() throws Exception {
    sharedServer.inbox.answerAfter(Duration.ZERO);
    sharedServer.set("sys_async_emails", "all");
  }

  @Test
  void inlineSaveWaitsForEveryMail() throws Exception {
    sharedServer.set("sys_async_emails", "false");
    long start = System.nanoTime();
    SampleTracker.Saved saved = tracker.save();
    Duration answer = Duration.ofNanos(System.nanoTime() - start);
    MeasurementLog.record(
        "Inline, 10 recipients at 2 s a mail: %d ms".formatted(answer.toMillis()));
    assertThat(saved.notification()).isEqualTo("inline");
    assertThat(answer).isGreaterThanOrEqualTo(SLOW.multipliedBy(RECIPIENTS));
  }

  @Test
  void queuedSaveDoesNotWaitForMails() throws Exception {
    sharedServer.set("sys_async_emails", "all");
    SaveLoad warmUp = SaveLoad.oneByOne(tracker, WARM_UP);
    SaveLoad saveLoad = SaveLoad.oneByOne(tracker, SAVES);
    MeasurementLog.record(saveLoad.summary("Saves queued, 10 recipients at 2 s a mail"));
    assertThat(saveLoad.failures()).isEmpty();
    assertThat(saveLoad.percentile(50)).isLessThan(Duration.ofMillis(100));
    sharedServer.inbox.answerAfter(Duration.ZERO);
    new ExpectedMails(sharedServer.inbox, tracker.mails(warmUp.changesets()))
        .awaitArrival(Duration.ofSeconds(30));
    new ExpectedMails(sharedServer.inbox, tracker.mails(saveLoad.changesets()))
        .awaitArrival(Duration.ofSeconds(30))
        .assertNoDuplicates();
  }
}
