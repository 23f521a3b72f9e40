package carillon.faults;

import static carillon.testkit.SaveLoad.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.testkit.ExpectedMails;
import carillon.testkit.MeasurementLog;
import carillon.testkit.SampleTracker;
import carillon.testkit.SaveLoad;
import carillon.testkit.SharedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Redis is frozen and then killed while users save. */
@Tag("faults-on-demand")
class RedisAwayIT {
  private static final Duration HALF = Duration.ofSeconds(10);
  private static final int PER_SECOND = 10;

  /** Below this a doubled p99 is noise. */
  private static final Duration FLOOR = Duration.ofMillis(100);

  @Test
  void noSaveFailsOrWaitsAndAllMailsArriveOnce() throws Exception {
    SharedServer sharedServer = SharedServer.shared();
    SampleTracker tracker = sharedServer.tracker(2);
    SaveLoad.oneByOne(tracker, 50);
    SaveLoad normal = saveFor(tracker, HALF);
    SaveLoad unavailable = new SaveLoad(tracker).start(PER_SECOND);
    sharedServer.redis.freeze();
    waitFor(HALF);
    sharedServer.redis.kill();
    waitFor(HALF);
    unavailable.close();
    MeasurementLog.record(normal.summary("Saves with Redis"));
    MeasurementLog.record(unavailable.summary("Saves with Redis frozen, then killed"));
    long back = System.nanoTime();
    sharedServer.redis.start();

    assertThat(unavailable.failures()).isEmpty();
    assertThat(unavailable.percentile(99)).isLessThan(twice(normal.percentile(99)));
    List<Long> all = new ArrayList<>(normal.changesets());
    all.addAll(unavailable.changesets());
    ExpectedMails expectedMails =
        new ExpectedMails(sharedServer.inbox, tracker.mails(all))
            .awaitArrival(Duration.ofSeconds(30));
    MeasurementLog.record(
        "All mails arrived %d ms after the restart of Redis began"
            .formatted((System.nanoTime() - back) / 1_000_000));
    expectedMails.assertNoDuplicates();
  }

  private static SaveLoad saveFor(SampleTracker tracker, Duration duration) {
    try (SaveLoad saveLoad = new SaveLoad(tracker).start(PER_SECOND)) {
      waitFor(duration);
      return saveLoad;
    }
  }

  private static Duration twice(Duration normal) {
    return normal.compareTo(FLOOR) < 0 ? FLOOR.multipliedBy(2) : normal.multipliedBy(2);
  }
}
