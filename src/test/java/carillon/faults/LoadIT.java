package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.MeasurementLog;
import carillon.testkit.Post;
import carillon.testkit.SampleTracker;
import carillon.testkit.SaveLoad;
import carillon.testkit.SharedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A steady load for long, and far too much of it for a short time. */
class LoadIT {
  /** Thirty minutes on demand: {@code -Dcarillon.soak.seconds=1800}. */
  private static final int SOAK = Integer.getInteger("carillon.soak.seconds", 120);

  private static final int OVERLOAD = Integer.getInteger("carillon.overload.seconds", 60);
  private static final int SAMPLES = 12;
  private static final int PEOPLE = 4;
  private static final int TIMES = 10;
  private static final Duration CALIBRATION = Duration.ofSeconds(15);
  private static final long MB = 1 << 20;

  @Tag("faults")
  @Test
  void atHalfOfTheMostEverythingStaysFlat() throws Exception {
    SharedServer sharedServer = SharedServer.shared();
    SampleTracker tracker = sharedServer.tracker(2);
    int most = wholeWayPerSecond(sharedServer, tracker);
    List<ResourceSnapshot> resourceSnapshots = new ArrayList<>();
    SaveLoad saveLoad = new SaveLoad(tracker).start(Math.max(1, most / 2));
    try (saveLoad) {
      SaveLoad.pass(Duration.ofSeconds(Math.min(30, SOAK / 4)));
      for (int i = 0; i < SAMPLES; i++) {
        SaveLoad.pass(Duration.ofSeconds(SOAK).dividedBy(SAMPLES));
        resourceSnapshots.add(ResourceSnapshot.of(sharedServer.server, sharedServer.redis));
      }
    }
    Post post =
        new Post(sharedServer.inbox, tracker.mails(saveLoad.changesets()))
            .arrives(Duration.ofMinutes(1));
    ResourceSnapshot early = ResourceSnapshot.median(resourceSnapshots.subList(0, SAMPLES / 3));
    ResourceSnapshot late =
        ResourceSnapshot.median(resourceSnapshots.subList(SAMPLES - SAMPLES / 3, SAMPLES));
    MeasurementLog.say(
        "Soak of %d s at %d of %d saves/s: first third %s; last third %s"
            .formatted(SOAK, Math.max(1, most / 2), most, early, late));
    assertThat(saveLoad.failures()).isEmpty();
    post.eachOnce();
    assertThat(late.heap()).as("heap").isLessThan(early.heap() * 11 / 10 + 16 * MB);
    assertThat(late.threads()).as("threads").isLessThanOrEqualTo(early.threads() + 8);
    assertThat(late.files()).as("files").isLessThanOrEqualTo(early.files() + 16);
    assertThat(late.clients()).as("clients of Redis").isLessThanOrEqualTo(early.clients() + 8);
    assertThat(late.redisMemory()).as("Redis").isLessThan(early.redisMemory() * 11 / 10 + MB);
  }

  /** Ten times as many saves a second as it can do, from people who do not wait for its answers. */
  @Tag("faults-on-demand")
  @Test
  void tenTimesTooMuchIsRefusedOrAnsweredInTimeAndNothingIsLost() throws Exception {
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
    Post post =
        new Post(sharedServer.inbox, tracker.mails(overloadClient.changesets()))
            .arrives(Duration.ofMinutes(1));
    MeasurementLog.say(
        "Overload for %d s, %d saves/s where %d are the most: %s; latency normal after %d ms; all %d mails there after %d s"
            .formatted(
                OVERLOAD,
                overloadClient.count() / OVERLOAD,
                most,
                overloadClient,
                normal.toMillis(),
                post.expected(),
                (System.nanoTime() - over) / 1_000_000_000));
    assertThat(overloadClient.wrong()).isEmpty();
    assertThat(post.missing()).isZero();
    post.eachOnce();
    assertThat(normal).isLessThan(Duration.ofSeconds(10));
    assertThat(overloadClient.percentile(99)).isLessThan(Duration.ofSeconds(1));
  }

  /** How many saves a second are answered, when all hurry. */
  private static int savesPerSecond(SampleTracker tracker) {
    SaveLoad saveLoad = SaveLoad.forAWhile(tracker, PEOPLE, CALIBRATION);
    return (int) (saveLoad.changesets().size() / CALIBRATION.toSeconds());
  }

  /** How many changes a second come through to the mail server, when all hurry. */
  private static int wholeWayPerSecond(SharedServer sharedServer, SampleTracker tracker) {
    SaveLoad.atOnce(tracker, 100, PEOPLE);
    long begin = System.nanoTime();
    SaveLoad saveLoad = SaveLoad.forAWhile(tracker, PEOPLE, CALIBRATION);
    new Post(sharedServer.inbox, tracker.mails(saveLoad.changesets()))
        .arrives(Duration.ofMinutes(1));
    return (int) (saveLoad.changesets().size() * 1_000_000_000L / (System.nanoTime() - begin));
  }
}
