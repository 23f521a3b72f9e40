package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.CarillonServer;
import carillon.testkit.CountedJobs;
import carillon.testkit.Management;
import carillon.testkit.SaveLoad;
import carillon.testkit.TwoNodeCluster;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of one of two servers on one PostgreSQL; the other takes over. */
class TwoNodesIT {
  /** Forty seconds; ten minutes with {@code -Dcarillon.faults.long=600}. */
  private static final Duration LONG =
      Duration.ofSeconds(Integer.getInteger("carillon.faults.long", 40));

  private static TwoNodeCluster twoNodeCluster;

  @Tag("faults")
  @ParameterizedTest
  @MethodSource
  void commonFault(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.environmentAt(twoNodeCluster.one))
        .run(faultScenario.savesWithin(Duration.ofSeconds(1)));
  }

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void furtherFault(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.environmentAt(twoNodeCluster.one))
        .run(faultScenario.savesWithin(Duration.ofSeconds(1)));
  }

  /** Also when the job is long and its node sent no heartbeat for 20 s. */
  @Tag("faults-on-demand")
  @Test
  void longJobIsNotTakenFromALiveNode() throws Exception {
    twoNodeCluster = TwoNodeCluster.shared();
    long number = -System.nanoTime();
    try (CountedJobs jobs = new CountedJobs(twoNodeCluster.one.server, servers(), 0)) {
      twoNodeCluster.one.admin.post(
          "/jobs",
          Map.of(
              "eventName",
              "test.counted",
              "payload",
              Map.of(
                  "number",
                  number,
                  "sentAt",
                  Instant.now().toString(),
                  "millis",
                  LONG.toMillis())));
      await("the start of the job")
          .atMost(Duration.ofSeconds(30))
          .until(() -> jobs.runs().size() == 1);
      twoNodeCluster.members().forEach(member -> member.redis.block());
      SaveLoad.waitFor(Duration.ofSeconds(20));
      twoNodeCluster.members().forEach(member -> member.redis.heal());
      // Long enough for another node to take it.
      SaveLoad.waitFor(LONG);
      assertThat(jobs.runs()).extracting(CountedJobs.Run::number).containsExactly(number);
      await("the end of the job").atMost(Duration.ofSeconds(30)).until(() -> running() == 0);
    }
  }

  private static long running() {
    long running = 0;
    for (JsonNode queue : twoNodeCluster.one.admin.get("/queues").get("items")) {
      running += queue.get("running").asLong();
    }
    return running;
  }

  private static List<CarillonServer> servers() {
    return twoNodeCluster.members().stream().map(member -> member.server).toList();
  }

  static Stream<FaultScenario> commonFault() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    TwoNodeCluster.Member two = twoNodeCluster.two;
    return Stream.of(
        FaultScenario.of("Two nodes: kill -9 of one")
            .begins(
                () -> {
                  // The kill must hit open SMTP conversations.
                  twoNodeCluster.inbox.answerAfter(Duration.ofMillis(500));
                  SaveLoad.waitFor(Duration.ofSeconds(3));
                  two.server.kill();
                  twoNodeCluster.inbox.answerAfter(Duration.ZERO);
                })
            .permanent()
            .normalWithin(15)
            .jobsTwice(TwoNodesIT::inFlight)
            .mailsTwice(TwoNodesIT::conversations)
            .cleanUp(two.server::start),
        FaultScenario.of("Two nodes: one cut off from Redis and the database")
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

  static Stream<FaultScenario> furtherFault() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    TwoNodeCluster.Member two = twoNodeCluster.two;
    return Stream.of(
        FaultScenario.of("Two nodes: one cut off from Redis")
            .begins(two.redis::block)
            .lasts(20)
            .ends(two.redis::heal)
            .jobsTwice(TwoNodesIT::inFlight)
            .mailsTwice(TwoNodesIT::conversations),
        FaultScenario.of("Two nodes: one cut off from the database")
            .begins(two.database::block)
            .lasts(20)
            .ends(two.database::heal)
            .jobsTwice(TwoNodesIT::inFlight)
            .mailsTwice(TwoNodesIT::conversations),
        FaultScenario.of("Two nodes: SIGSTOP of one for 40 s")
            .begins(two.server::freeze)
            .lasts(40)
            .ends(two.server::thaw)
            .jobsTwice(TwoNodesIT::inFlight)
            .mailsTwice(TwoNodesIT::conversations),
        FaultScenario.of("Two nodes: rolling redeploy").begins(() -> redeploy(two)).ends(() -> {}));
  }

  private static void redeploy(TwoNodeCluster.Member member) throws IOException {
    try (Management management = member.server.management()) {
      management.deployment("undeploy");
      SaveLoad.waitFor(Duration.ofSeconds(2));
      management.deployment("deploy");
    }
    member.server.awaitReady();
  }

  /**
   * One for each worker of the server that is considered dead: whether its last mail was sent is
   * unknown.
   */
  private static long conversations() {
    return 4;
  }

  /** Jobs that a worker may have fetched and not yet acknowledged. */
  private static long inFlight() {
    return 250;
  }
}
