package carillon.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two servers on one PostgreSQL: what happens to one of them the other makes good. */
class TwoNodesIT {
  private static Pair pair;

  @Tag("faults")
  @ParameterizedTest
  @MethodSource
  void telling(Trial trial) throws Exception {
    new Ordeal(pair.stage(pair.one)).undergo(trial.savesWithin(Duration.ofSeconds(1)));
  }

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void further(Trial trial) throws Exception {
    new Ordeal(pair.stage(pair.one)).undergo(trial.savesWithin(Duration.ofSeconds(1)));
  }

  static Stream<Trial> telling() throws IOException {
    pair = Pair.shared();
    Pair.Member two = pair.two;
    return Stream.of(
        Trial.of("Two nodes: kill -9 of one")
            .begins(
                () -> {
                  // So that it dies in the middle of conversations.
                  pair.inbox.answerAfter(Duration.ofMillis(500));
                  Saves.pass(Duration.ofSeconds(3));
                  two.server.kill();
                  pair.inbox.answerAfter(Duration.ZERO);
                })
            .lastsForEver()
            .normalWithin(15)
            .jobsTwice(TwoNodesIT::inFlight)
            .mailsTwice(TwoNodesIT::conversations)
            .repairedBy(two.server::start),
        Trial.of("Two nodes: one cut off from Redis and the database")
            .begins(
                () -> {
                  two.redis.block();
                  two.database.block();
                })
            .lasts(20)
            .ends(
                () -> {
                  two.redis.heal();
                  two.database.heal();
                })
            .jobsTwice(TwoNodesIT::inFlight)
            .mailsTwice(TwoNodesIT::conversations));
  }

  static Stream<Trial> further() throws IOException {
    pair = Pair.shared();
    Pair.Member two = pair.two;
    return Stream.of(
        Trial.of("Two nodes: one cut off from Redis")
            .begins(two.redis::block)
            .lasts(20)
            .ends(two.redis::heal)
            .jobsTwice(TwoNodesIT::inFlight)
            .mailsTwice(TwoNodesIT::conversations),
        Trial.of("Two nodes: one cut off from the database")
            .begins(two.database::block)
            .lasts(20)
            .ends(two.database::heal)
            .jobsTwice(TwoNodesIT::inFlight)
            .mailsTwice(TwoNodesIT::conversations),
        Trial.of("Two nodes: SIGSTOP of one for 40 s")
            .begins(two.server::freeze)
            .lasts(40)
            .ends(two.server::thaw)
            .jobsTwice(TwoNodesIT::inFlight)
            .mailsTwice(TwoNodesIT::conversations),
        Trial.of("Two nodes: rolling redeploy").begins(() -> redeploy(two)).ends(() -> {}));
  }

  private static void redeploy(Pair.Member member) throws IOException {
    try (Management management = member.server.management()) {
      management.deployment("undeploy");
      Saves.pass(Duration.ofSeconds(2));
      management.deployment("deploy");
    }
    member.server.ready();
  }

  /**
   * One for each worker of the server that the other takes for dead: whether its mail has gone is
   * known to nobody who could be asked.
   */
  private static long conversations() {
    return 4;
  }

  /** What a server's worker may have taken and not yet told. */
  private static long inFlight() {
    return 250;
  }
}
