package carillon.faults;

import carillon.servers.MailFaultsIT;
import carillon.testkit.TwoNodeCluster;
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

  private static TwoNodeCluster twoNodeCluster;

  @Tag("faults")
  @ParameterizedTest
  @MethodSource
  void telling(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.stage(twoNodeCluster.one)).undergo(faultScenario);
  }

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void further(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.stage(twoNodeCluster.one)).undergo(faultScenario);
  }

  static Stream<FaultScenario> telling() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    AtomicInteger open = new AtomicInteger();
    return Stream.of(
        FaultScenario.of("SMTP: the relay hangs for " + HANG + " s")
            .begins(
                () -> {
                  open.set(twoNodeCluster.inbox.openTransactions());
                  twoNodeCluster.smtp.block();
                })
            .lasts(HANG)
            .ends(twoNodeCluster.smtp::heal)
            // What has gathered meanwhile takes its time.
            .normalWithin(10 + HANG / 8)
            .mailsTwice(open::get));
  }

  static Stream<FaultScenario> further() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    return Stream.of(
        FaultScenario.of("SMTP: the relay is gone")
            .begins(twoNodeCluster.inbox::stop)
            .ends(twoNodeCluster.inbox::start),
        FaultScenario.of("SMTP: each mail takes a second")
            .begins(() -> twoNodeCluster.inbox.answerAfter(Duration.ofSeconds(1)))
            .ends(() -> twoNodeCluster.inbox.answerAfter(Duration.ZERO)),
        FaultScenario.of("SMTP: the relay takes connections and drops them")
            .begins(twoNodeCluster.smtp::cut)
            .ends(twoNodeCluster.smtp::heal)
            .mailsTwice(() -> 8));
  }
}
