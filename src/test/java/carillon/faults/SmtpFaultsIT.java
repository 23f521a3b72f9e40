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

/** Faults of a relay that affect all mails; for single mails see {@link MailFaultsIT}. */
class SmtpFaultsIT {
  /** Seconds; ten minutes with {@code -Dcarillon.faults.hang=600}. */
  private static final int HANG = Integer.getInteger("carillon.faults.hang", 20);

  private static TwoNodeCluster twoNodeCluster;

  @Tag("faults")
  @ParameterizedTest
  @MethodSource
  void commonFault(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.environmentAt(twoNodeCluster.one)).run(faultScenario);
  }

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void furtherFault(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.environmentAt(twoNodeCluster.one)).run(faultScenario);
  }

  static Stream<FaultScenario> commonFault() throws IOException {
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
            // The backlog takes a while.
            .normalWithin(10 + HANG / 8)
            .mailsTwice(open::get));
  }

  static Stream<FaultScenario> furtherFault() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    return Stream.of(
        FaultScenario.of("SMTP: the relay is stopped")
            .begins(twoNodeCluster.inbox::stop)
            .ends(twoNodeCluster.inbox::start),
        FaultScenario.of("SMTP: each mail takes a second")
            .begins(() -> twoNodeCluster.inbox.answerAfter(Duration.ofSeconds(1)))
            .ends(() -> twoNodeCluster.inbox.answerAfter(Duration.ZERO)),
        FaultScenario.of("SMTP: the relay accepts connections and drops them")
            .begins(twoNodeCluster.smtp::cut)
            .ends(twoNodeCluster.smtp::heal)
            .mailsTwice(() -> 8));
  }
}
