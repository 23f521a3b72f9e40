package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the inbox must have received in the end. */
final class Post {
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final Inbox inbox;
  private final List<Mail> expected;

  Post(Inbox inbox, List<Mail> expected) {
    this.inbox = inbox;
    this.expected = expected;
  }

  /**
   * Waits until every mail has arrived, and then a little for those that should not come.
   *
   * @param patience the longest time without a mail; how long all take is the machine's business
   */
  Post arrives(Duration patience) {
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

  void eachOnce() {
    assertThat(duplicates()).as("mails received more than once").isZero();
  }

  /** How many mails were received that had been received before. */
  long duplicates() {
    Map<Mail, Integer> received = inbox.received();
    return expected.stream()
        .mapToLong(mail -> Math.max(0, received.getOrDefault(mail, 0) - 1))
        .sum();
  }

  private long missing() {
    Map<Mail, Integer> received = inbox.received();
    return expected.stream().filter(mail -> !received.containsKey(mail)).count();
  }
}
