package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of the server while it drains: nobody misses a mail. */
@Tag("faults-on-demand")
class ServerKilledIT {
  private static final int CHANGESETS = 1_000;
  private static final int RECIPIENTS = 3;
  private static final int PEOPLE = 4;

  @Test
  void everyRecipientGetsEveryMail() throws Exception {
    Site site = Site.shared();
    SampleTracker tracker = site.tracker(RECIPIENTS);
    site.inbox.hold();
    List<Long> changesets = saved(tracker);
    int before = site.inbox.receivedMails();
    site.inbox.answerAfter(Duration.ofMillis(5));
    site.inbox.release();
    await("the drain")
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(60))
        .until(() -> site.inbox.receivedMails() - before >= CHANGESETS);
    int open = site.inbox.openConversations();
    site.server.kill();
    int drained = site.inbox.receivedMails() - before;
    assertThat(drained).as("mails sent before the kill").isLessThan(CHANGESETS * RECIPIENTS);

    long restart = System.nanoTime();
    site.server.start();
    long ready = System.nanoTime();
    site.inbox.answerAfter(Duration.ZERO);
    Post post = new Post(site.inbox, tracker.mails(changesets)).arrives(Duration.ofSeconds(30));
    Figures.say(
        "kill -9 after %d of %d mails: ready again after %d ms, all there %d ms later, %d twice, %d conversations open at the kill"
            .formatted(
                drained,
                CHANGESETS * RECIPIENTS,
                (ready - restart) / 1_000_000,
                (System.nanoTime() - ready) / 1_000_000,
                post.duplicates(),
                open));
    assertThat(post.duplicates()).isLessThanOrEqualTo(open);
  }

  private static List<Long> saved(SampleTracker tracker) {
    Saves saves = Saves.atOnce(tracker, CHANGESETS, PEOPLE);
    assertThat(saves.failures()).isEmpty();
    assertThat(saves.changesets()).hasSize(CHANGESETS);
    return saves.changesets();
  }
}
