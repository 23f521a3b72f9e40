package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** A long steady load, and a short overload. */
class LoadIT {
  /** Seconds; thirty minutes with {@code -Dcarillon.soak.seconds=1800}. */
  private static final int SOAK = Integer.getInteger("carillon.soak.seconds", 120);

  private static final int OVERLOAD = Integer.getInteger("carillon.overload.seconds", 60);
  private static final int SAMPLES = 12;
  private static final int PEOPLE = 4;
  private static final int TIMES = 10;
  private static final Duration CALIBRATION = Duration.ofSeconds(15);
  private static final long MB = 1 << 20;

  @Tag("faults")
  @Test
  void resourcesStayFlatAtHalfLoad() throws Exception {
    SharedServer sharedServer = SharedServer.shared();
    SampleTracker tracker = sharedServer.tracker(2);
    int most = wholeWayPerSecond(sharedServer, tracker);
    List<ResourceSnapshot> resourceSnapshots = new ArrayList<>();
    SaveLoad saveLoad = new SaveLoad(tracker).start(Math.max(1, most / 2));
    try (saveLoad) {
      SaveLoad.waitFor(Duration.ofSeconds(Math.min(30, SOAK / 4)));
      for (int i = 0; i < SAMPLES; i++) {
        SaveLoad.waitFor(Duration.ofSeconds(SOAK).dividedBy(SAMPLES));
        resourceSnapshots.add(ResourceSnapshot.of(sharedServer.server, sharedServer.redis));
      }
    }
    ExpectedMails expectedMails =
        new ExpectedMails(sharedServer.inbox, tracker.mails(saveLoad.changesets()))
            .awaitArrival(Duration.ofMinutes(1));
    ResourceSnapshot early = ResourceSnapshot.median(resourceSnapshots.subList(0, SAMPLES / 3));
    ResourceSnapshot late =
        ResourceSnapshot.median(resourceSnapshots.subList(SAMPLES - SAMPLES / 3, SAMPLES));
    MeasurementLog.record(
        "Soak of %d s at %d of %d saves/s: first third %s; last third %s"
            .formatted(SOAK, Math.max(1, most / 2), most, early, late));
    assertThat(saveLoad.failures()).isEmpty();
    expectedMails.assertNoDuplicates();
    assertThat(late.heap()).as("heap").isLessThan(early.heap() * 11 / 10 + 16 * MB);
    assertThat(late.threads()).as("threads").isLessThanOrEqualTo(early.threads() + 8);
    assertThat(late.files()).as("files").isLessThanOrEqualTo(early.files() + 16);
    assertThat(late.clients()).as("clients of Redis").isLessThanOrEqualTo(early.clients() + 8);
    assertThat(late.redisMemory()).as("Redis").isLessThan(early.redisMemory() * 11 / 10 + MB);
  }

  /** Ten times the possible rate of saves, from clients that do not wait for answers. */
  @Tag("faults-on-demand")
  @Test
  void overloadIsRefusedOrAnsweredInTimeAndLosesNothing() throws Exception {
    SharedServer sharedServer = SharedServer.shared();
    SampleTracker tracker = sharedServer.tracker(1);
    SaveLoad.atOnce(tracker, 400, PEOPLE);
    int most = savesPerSecond(tracker);
    SaveLoad before = SaveLoad.oneByOne(tracker, 50);
    OverloadClient overloadClient =
        new OverloadClient(sharedServer.server.address(), tracker)
            .comes(TIMES * most, Duration.ofSeconds(OVERLOAD));
    long over = System.nanoTime();
    Duration limit = before.percentile(50).multipliedBy(2).plusMillis(50);
    await("normal latency")
        .atMost(Duration.ofSeconds(30))
        .until(() -> SaveLoad.oneByOne(tracker, 20).percentile(50).compareTo(limit) < 0);
    Duration normal = Duration.ofNanos(System.nanoTime() - over);
    ExpectedMails expectedMails =
        new ExpectedMails(sharedServer.inbox, tracker.mails(overloadClient.changesets()))
            .awaitArrival(Duration.ofMinutes(1));
    MeasurementLog.record(
        "Overload for %d s, %d saves/s where %d are possible: %s; latency normal after %d ms; all %d mails arrived after %d s"
            .formatted(
                OVERLOAD,
                overloadClient.count() / OVERLOAD,
                most,
                overloadClient,
                normal.toMillis(),
                expectedMails.expected(),
                (System.nanoTime() - over) / 1_000_000_000));
    assertThat(overloadClient.wrong()).isEmpty();
    assertThat(expectedMails.missing()).isZero();
    expectedMails.assertNoDuplicates();
    assertThat(normal).isLessThan(Duration.ofSeconds(10));
    assertThat(overloadClient.percentile(99)).isLessThan(Duration.ofSeconds(1));
  }

  /** Saves per second at full load. */
  private static int savesPerSecond(SampleTracker tracker) {
    SaveLoad saveLoad = SaveLoad.during(tracker, PEOPLE, CALIBRATION);
    return (int) (saveLoad.changesets().size() / CALIBRATION.toSeconds());
  }

  /** Changes per second whose mails reach the mail server at full load. */
  private static int wholeWayPerSecond(SharedServer sharedServer, SampleTracker tracker) {
    SaveLoad.atOnce(tracker, 100, PEOPLE);
    long begin = System.nanoTime();
    SaveLoad saveLoad = SaveLoad.during(tracker, PEOPLE, CALIBRATION);
    new ExpectedMails(sharedServer.inbox, tracker.mails(saveLoad.changesets()))
        .awaitArrival(Duration.ofMinutes(1));
    return (int) (saveLoad.changesets().size() * 1_000_000_000L / (System.nanoTime() - begin));
  }
}
