package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** FLUSHALL while jobs wait: the outbox enqueues them again. */
@Tag("faults-on-demand")
class RedisFlushedIT {
  private static final int WAITING = 500;
  private static final int WORKERS = 4;

  private SharedServer sharedServer;

  @BeforeEach
  void heldMailServer() throws Exception {
    sharedServer = SharedServer.shared();
    sharedServer.inbox.hold();
  }

  @AfterEach
  void released() {
    sharedServer.inbox.release();
  }

  @Test
  void allMailsArriveOnce() throws Exception {
    SampleTracker tracker = sharedServer.tracker(1);
    SaveLoad saveLoad = SaveLoad.atOnce(tracker, WAITING + 10 * WORKERS, WORKERS);
    assertThat(saveLoad.failures()).isEmpty();
    await("waiting jobs")
        .atMost(Duration.ofSeconds(20))
        .until(() -> sharedServer.queue("notifications").get("ready").asLong() >= WAITING);
    sharedServer.redis.flushAll();
    sharedServer.inbox.release();
    long start = System.nanoTime();
    ExpectedMails expectedMails =
        new ExpectedMails(sharedServer.inbox, tracker.mails(saveLoad.changesets()))
            .awaitArrival(Duration.ofSeconds(30));
    MeasurementLog.record(
        "FLUSHALL with %d jobs waiting: all mails arrived after %d ms"
            .formatted(WAITING, (System.nanoTime() - start) / 1_000_000));
    expectedMails.assertNoDuplicates();
  }
}
