package carillon.faults;

import static carillon.faults.Saves.pass;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The mail server goes away while people save, and comes back. */
@Tag("faults-on-demand")
class MailServerDownIT {
  private static final Duration BEFORE = Duration.ofSeconds(2);
  private static final Duration DOWN = Duration.ofSeconds(10);
  private static final int PER_SECOND = 10;

  @Test
  void noSaveFailsAndAllMailsArriveOnce() throws Exception {
    Site site = Site.shared();
    SampleTracker tracker = site.tracker(2);
    Saves saves = new Saves(tracker).start(PER_SECOND);
    pass(BEFORE);
    site.inbox.stop();
    long before = jobs(site);
    pass(DOWN);
    long inVain = jobs(site) - before - PER_SECOND * DOWN.toSeconds();
    saves.close();
    site.inbox.start();
    long back = System.nanoTime();
    Figures.say(saves.table("Saves with the mail server down"));
    assertThat(saves.failures()).isEmpty();
    // Each waits after its first run; one after the other finds out whether the relay is back.
    Figures.say("Jobs in %d s that only learnt it is away: %d".formatted(DOWN.toSeconds(), inVain));
    assertThat(inVain).isLessThan(4 * DOWN.toSeconds());
    Post post =
        new Post(site.inbox, tracker.mails(saves.changesets())).arrives(Duration.ofSeconds(30));
    Figures.say(
        "All mails there %d ms after the mail server came back"
            .formatted((System.nanoTime() - back) / 1_000_000));
    post.eachOnce();
  }

  private static long jobs(Site site) {
    return site.queue("notifications").get("counters").get("done").asLong();
  }
}
