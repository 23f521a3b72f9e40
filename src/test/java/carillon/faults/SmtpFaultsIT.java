package carillon.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a relay does to all mails alike; what it does to single ones is in {@link MailFaultsIT}. */
class SmtpFaultsIT {
  /** Ten minutes in earnest, with {@code -Dcarillon.faults.hang=600}. */
  private static final int HANG = Integer.getInteger("carillon.faults.hang", 20);

  private static Pair pair;

  @Tag("faults")
  @ParameterizedTest
  @MethodSource
  void telling(Trial trial) throws Exception {
    new Ordeal(pair.stage(pair.one)).undergo(trial);
  }

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void further(Trial trial) throws Exception {
    new Ordeal(pair.stage(pair.one)).undergo(trial);
  }

  static Stream<Trial> telling() throws IOException {
    pair = Pair.shared();
    AtomicInteger open = new AtomicInteger();
    return Stream.of(
        Trial.of("SMTP: the relay hangs for " + HANG + " s")
            .begins(
                () -> {
                  open.set(pair.inbox.openTransactions());
                  pair.smtp.block();
                })
            .lasts(HANG)
            .ends(pair.smtp::heal)
            // What has gathered meanwhile takes its time.
            .normalWithin(10 + HANG / 8)
            .mailsTwice(open::get));
  }

  static Stream<Trial> further() throws IOException {
    pair = Pair.shared();
    return Stream.of(
        Trial.of("SMTP: the relay is gone").begins(pair.inbox::stop).ends(pair.inbox::start),
        Trial.of("SMTP: each mail takes a second")
            .begins(() -> pair.inbox.answerAfter(Duration.ofSeconds(1)))
            .ends(() -> pair.inbox.answerAfter(Duration.ZERO)),
        Trial.of("SMTP: the relay takes connections and drops them")
            .begins(pair.smtp::cut)
            .ends(pair.smtp::heal)
            .mailsTwice(() -> 8));
  }
}
