package carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** The mails that the inbox must receive. */
public final class ExpectedMails {
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final Inbox inbox;
  private final List<Mail> expected;

  public ExpectedMails(Inbox inbox, List<Mail> expected) {
    this.inbox = inbox;
    this.expected = expected;
  }

  /**
   * Waits until every mail has arrived, and then 2 s for unexpected ones.
   *
   * @param patience the longest time without a new mail
   */
  public ExpectedMails awaitArrival(Duration patience) {
    while (missing() > 0) {
      long before = missing();
      await("the next of " + before + " missing mails of " + expected.size())
          .pollInterval(Duration.ofMillis(100))
          .atMost(patience)
          .until(() -> missing() < before);
    }
    await("no more mail").during(QUIET).atMost(patience).until(() -> inbox.openTransactions() == 0);
    return this;
  }

  public int expected() {
    return expected.size();
  }

  public void assertNoDuplicates() {
    assertThat(duplicates()).as("mails received more than once").isZero();
  }

  /** Number of repeated mails. */
  public long duplicates() {
    return expected.stream().mapToLong(mail -> Math.max(0, inbox.copies(mail) - 1)).sum();
  }

  /** Number of mails not received yet. */
  public long missing() {
    return expected.stream().filter(mail -> inbox.copies(mail) == 0).count();
  }
}
