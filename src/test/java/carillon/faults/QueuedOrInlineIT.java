package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A slow mail server: who waits for it when mails are sent inline, and who does not when queued.
 */
@Tag("servers")
class QueuedOrInlineIT {
  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final int RECIPIENTS = 10;
  private static final int WARM_UP = 50;
  private static final int SAVES = 200;

  private Site site;
  private SampleTracker tracker;

  @BeforeEach
  void slowMailServer() throws Exception {
    site = Site.shared();
    tracker = site.tracker(RECIPIENTS);
    site.inbox.answerAfter(SLOW);
  }

  @AfterEach
  void quickMailServer() throws Exception {
    site.inbox.answerAfter(Duration.ZERO);
    site.set("sys_async_emails", "all");
  }

  @Test
  void inlineTheUserWaitsForEveryMail() throws Exception {
    site.set("sys_async_emails", "false");
    long start = System.nanoTime();
    SampleTracker.Saved saved = tracker.save();
    Duration answer = Duration.ofNanos(System.nanoTime() - start);
    Figures.say("Inline, 10 recipients at 2 s a mail: %d ms".formatted(answer.toMillis()));
    assertThat(saved.notification()).isEqualTo("inline");
    assertThat(answer).isGreaterThanOrEqualTo(SLOW.multipliedBy(RECIPIENTS));
  }

  @Test
  void queuedTheUserDoesNot() throws Exception {
    site.set("sys_async_emails", "all");
    Saves warmUp = Saves.oneByOne(tracker, WARM_UP);
    Saves saves = Saves.oneByOne(tracker, SAVES);
    Figures.say(saves.table("Saves queued, 10 recipients at 2 s a mail"));
    assertThat(saves.failures()).isEmpty();
    assertThat(saves.percentile(50)).isLessThan(Duration.ofMillis(100));
    site.inbox.answerAfter(Duration.ZERO);
    new Post(site.inbox, tracker.mails(warmUp.changesets())).arrives(Duration.ofSeconds(30));
    new Post(site.inbox, tracker.mails(saves.changesets()))
        .arrives(Duration.ofSeconds(30))
        .eachOnce();
  }
}
