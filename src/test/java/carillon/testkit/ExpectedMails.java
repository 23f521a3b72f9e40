package carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** What the inbox must have received in the end. */
public final class ExpectedMails {
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final Inbox inbox;
  private final List<Mail> expected;

  public ExpectedMails(Inbox inbox, List<Mail> expected) {
    this.inbox = inbox;
    this.expected = expected;
  }

  /**
   * Waits until every mail has arrived, and then a little for those that should not come.
   *
   * @param patience the longest time without a mail; how long all take is the machine's business
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

  /** How many mails were received that had been received before. */
  public long duplicates() {
    return expected.stream().mapToLong(mail -> Math.max(0, inbox.copies(mail) - 1)).sum();
  }

  /** How many mails were not received. */
  public long missing() {
    return expected.stream().filter(mail -> inbox.copies(mail) == 0).count();
  }
}
