package carillon.faults;

import static carillon.faults.Saves.pass;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Redis frozen, then killed, while people save: they do not notice. */
@Tag("faults-on-demand")
class RedisAwayIT {
  private static final Duration HALF = Duration.ofSeconds(10);
  private static final int PER_SECOND = 10;

  /** Below this a doubled p99 is the noise of a busy machine. */
  private static final Duration FLOOR = Duration.ofMillis(100);

  @Test
  void noSaveFailsOrWaitsAndAllMailsArriveOnce() throws Exception {
    Site site = Site.shared();
    SampleTracker tracker = site.tracker(2);
    Saves.oneByOne(tracker, 50);
    Saves normal = saveFor(tracker, HALF);
    Saves away = new Saves(tracker).start(PER_SECOND);
    site.redis.freeze();
    pass(HALF);
    site.redis.kill();
    pass(HALF);
    away.close();
    Figures.say(normal.table("Saves with Redis"));
    Figures.say(away.table("Saves with Redis frozen, then killed"));
    long back = System.nanoTime();
    site.redis.start();

    assertThat(away.failures()).isEmpty();
    assertThat(away.percentile(99)).isLessThan(twice(normal.percentile(99)));
    List<Long> all = new ArrayList<>(normal.changesets());
    all.addAll(away.changesets());
    Post post = new Post(site.inbox, tracker.mails(all)).arrives(Duration.ofSeconds(30));
    Figures.say(
        "All mails there %d ms after Redis began to start"
            .formatted((System.nanoTime() - back) / 1_000_000));
    post.eachOnce();
  }

  private static Saves saveFor(SampleTracker tracker, Duration duration) {
    try (Saves saves = new Saves(tracker).start(PER_SECOND)) {
      pass(duration);
      return saves;
    }
  }

  private static Duration twice(Duration normal) {
    return normal.compareTo(FLOOR) < 0 ? FLOOR.multipliedBy(2) : normal.multipliedBy(2);
  }
}
