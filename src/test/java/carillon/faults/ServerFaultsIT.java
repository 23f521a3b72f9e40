package carillon.faults;

import static org.awaitility.Awaitility.await;

import carillon.testkit.JumpingClock;
import carillon.testkit.Management;
import carillon.testkit.SaveLoad;
import carillon.testkit.TwoNodeCluster;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server itself is killed, ended, frozen, starved, or told a wrong time. */
class ServerFaultsIT {
  /** Each may have been in a conversation of which nobody knows the end. */
  private static final int WORKERS = 4;

  private static TwoNodeCluster twoNodeCluster;

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void telling(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.stage(twoNodeCluster.one))
        .undergo(faultScenario.savesWithin(Duration.ofSeconds(1)));
  }

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void further(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.stage(twoNodeCluster.one))
        .undergo(faultScenario.savesWithin(Duration.ofSeconds(1)));
  }

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void clock(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.stage(twoNodeCluster.one))
        .undergo(faultScenario.savesWithin(Duration.ofSeconds(1)));
  }

  static Stream<FaultScenario> telling() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    return Stream.of(
        FaultScenario.of("Server: SIGTERM, started again")
            .begins(twoNodeCluster.two.server::terminate)
            .lastsForEver()
            .repairedBy(twoNodeCluster.two.server::start),
        outOfMemory());
  }

  static Stream<FaultScenario> further() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    return Stream.of(killedAgainAndAgain(), undeployed(), frozen());
  }

  static Stream<FaultScenario> clock() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    return Stream.of(jumped("+1 h", Duration.ofHours(1)), jumped("-1 h", Duration.ofHours(-1)));
  }

  /** The one that the users are on. */
  private static FaultScenario killedAgainAndAgain() {
    return FaultScenario.of("Server: kill -9 three times at random moments")
        .begins(
            () -> {
              for (int i = 0; i < 3; i++) {
                SaveLoad.pass(Duration.ofMillis(new Random().nextInt(2000)));
                twoNodeCluster.one.server.kill();
                twoNodeCluster.one.server.start();
              }
            })
        .savesMayFail()
        .normalWithin(15)
        .mailsTwice(() -> 3 * WORKERS)
        .jobsTwice(() -> 3 * 250);
  }

  private static FaultScenario undeployed() {
    return FaultScenario.of("Server: the users' one undeployed, deployed again")
        .begins(() -> deployment("undeploy"))
        .ends(
            () -> {
              deployment("deploy");
              twoNodeCluster.one.server.ready();
            })
        .savesMayFail();
  }

  private static FaultScenario frozen() {
    return FaultScenario.of("Server: SIGSTOP of the users' one for 30 s")
        .begins(twoNodeCluster.one.server::freeze)
        .lasts(30)
        .ends(twoNodeCluster.one.server::thaw)
        .savesMayFail()
        .mailsTwice(() -> WORKERS)
        .jobsTwice(() -> 250);
  }

  /**
   * A server that runs out of memory exits, and its supervisor starts it again. The job is retried
   * on each node in turn until it is a dead letter (poison).
   */
  private static FaultScenario outOfMemory() {
    return FaultScenario.of("Server: a job takes all memory")
        .begins(
            () -> {
              String job =
                  twoNodeCluster
                      .one
                      .admin
                      .post("/jobs", Map.of("eventName", "test.hog", "payload", Map.of()))
                      .get("id")
                      .asText();
              await("dead letter")
                  .atMost(Duration.ofMinutes(10))
                  .until(() -> supervised() && isDead(job));
            })
        .savesMayFail()
        .normalWithin(15)
        .mailsTwice(() -> 3 * WORKERS)
        .jobsTwice(() -> 3 * 250);
  }

  /** Starts the servers that have exited; true when none had. */
  private static boolean supervised() throws IOException {
    boolean running = true;
    for (TwoNodeCluster.Member member : twoNodeCluster.members()) {
      if (!member.server.isAlive()) {
        running = false;
        member.server.start();
      }
    }
    return running;
  }

  private static boolean isDead(String job) {
    return twoNodeCluster.one.admin.status("/jobs/" + job) == 200
        && twoNodeCluster.one.admin.get("/jobs/" + job).get("state").asText().equals("dead");
  }

  /**
   * What Carillon reads from its injected clock jumps: the times of changes, mails, jobs' starts
   * and of what is shown. Not so what servers compare with each other, which is the database's
   * {@code current_timestamp} (leases, {@code next_at}) or Redis' {@code TIME}, nor the waits
   * within a server ({@code System.nanoTime}, {@link carillon.config.Monotonic}); a true jump of
   * the host's clock would not move these either, but would move WildFly's own.
   */
  private static FaultScenario jumped(String name, Duration ahead) {
    return FaultScenario.of("Server: the clock of the users' one jumps by " + name + " and returns")
        .begins(
            () -> {
              setClock(ahead);
              await("the wrong time").until(() -> shows(Instant.now().plus(ahead)));
            })
        .lasts(15)
        .ends(() -> setClock(Duration.ZERO));
  }

  private static void setClock(Duration ahead) throws IOException {
    try (Management management = twoNodeCluster.one.server.management()) {
      management.set(JumpingClock.AHEAD, ahead.toString());
    }
  }

  /** Whether the server's workers have just asked for jobs, as they say. */
  private static boolean shows(Instant time) {
    return StreamSupport.stream(
            twoNodeCluster.one.admin.get("/workers").get("items").spliterator(), false)
        .map(worker -> Instant.parse(worker.get("lastFetchAt").asText()))
        .anyMatch(at -> Duration.between(at, time).abs().compareTo(Duration.ofMinutes(1)) < 0);
  }

  private static void deployment(String what) throws IOException {
    try (Management management = twoNodeCluster.one.server.management()) {
      management.deployment(what);
    }
  }
}
