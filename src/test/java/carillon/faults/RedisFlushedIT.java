package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** FLUSHALL while jobs wait: what Redis forgets, the database knows. */
@Tag("faults-on-demand")
class RedisFlushedIT {
  private static final int WAITING = 500;
  private static final int WORKERS = 4;

  private Site site;

  @BeforeEach
  void heldMailServer() throws Exception {
    site = Site.shared();
    site.inbox.hold();
  }

  @AfterEach
  void released() {
    site.inbox.release();
  }

  @Test
  void allMailsArriveOnce() throws Exception {
    SampleTracker tracker = site.tracker(1);
    Saves saves = Saves.atOnce(tracker, WAITING + 10 * WORKERS, WORKERS);
    assertThat(saves.failures()).isEmpty();
    await("jobs that wait")
        .atMost(Duration.ofSeconds(20))
        .until(() -> site.queue("notifications").get("ready").asLong() >= WAITING);
    site.redis.flushAll();
    site.inbox.release();
    long start = System.nanoTime();
    Post post =
        new Post(site.inbox, tracker.mails(saves.changesets())).arrives(Duration.ofSeconds(30));
    Figures.say(
        "FLUSHALL with %d jobs waiting: all mails there after %d ms"
            .formatted(WAITING, (System.nanoTime() - start) / 1_000_000));
    post.eachOnce();
  }
}
