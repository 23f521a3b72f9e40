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

/** The server is killed, stopped, frozen, out of memory, or its clock is wrong. */
class ServerFaultsIT {
  /** Each may have had an SMTP conversation whose result is unknown. */
  private static final int WORKERS = 4;

  private static TwoNodeCluster twoNodeCluster;

  @Tag("faults-on-demand")
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

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void clockJump(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.environmentAt(twoNodeCluster.one))
        .run(faultScenario.savesWithin(Duration.ofSeconds(1)));
  }

  static Stream<FaultScenario> commonFault() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    return Stream.of(
        FaultScenario.of("Server: SIGTERM, then started again")
            .begins(twoNodeCluster.two.server::terminate)
            .permanent()
            .cleanUp(twoNodeCluster.two.server::start),
        outOfMemory());
  }

  static Stream<FaultScenario> furtherFault() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    return Stream.of(killedThreeTimes(), undeployed(), frozen());
  }

  static Stream<FaultScenario> clockJump() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    return Stream.of(jumped("+1 h", Duration.ofHours(1)), jumped("-1 h", Duration.ofHours(-1)));
  }

  /** Of the server that users are connected to. */
  private static FaultScenario killedThreeTimes() {
    return FaultScenario.of("Server: kill -9 three times at random moments")
        .begins(
            () -> {
              for (int i = 0; i < 3; i++) {
                SaveLoad.waitFor(Duration.ofMillis(new Random().nextInt(2000)));
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
    return FaultScenario.of("Server: undeployed, deployed again")
        .begins(() -> deployment("undeploy"))
        .ends(
            () -> {
              deployment("deploy");
              twoNodeCluster.one.server.awaitReady();
            })
        .savesMayFail();
  }

  private static FaultScenario frozen() {
    return FaultScenario.of("Server: SIGSTOP of the one users are connected to, for 30 s")
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
    return FaultScenario.of("Server: a job allocates all memory")
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
   * Shifts Carillon's injected clock: the times of changes, mails, job starts and displayed times.
   * Times that servers compare come from the database ({@code current_timestamp}: leases, {@code
   * next_at}) or from Redis ({@code TIME}); waits use {@code System.nanoTime} ({@link
   * carillon.config.Monotonic}). A jump of the host's clock would not change these either, but
   * would also move WildFly's own clock.
   */
  private static FaultScenario jumped(String name, Duration ahead) {
    return FaultScenario.of("Server: its clock jumps by " + name + " and back")
        .begins(
            () -> {
              setClock(ahead);
              await("the wrong time in /workers").until(() -> shows(Instant.now().plus(ahead)));
            })
        .lasts(15)
        .ends(() -> setClock(Duration.ZERO));
  }

  private static void setClock(Duration ahead) throws IOException {
    try (Management management = twoNodeCluster.one.server.management()) {
      management.set(JumpingClock.AHEAD, ahead.toString());
    }
  }

  /** Whether a worker reports a fetch within a minute of this time. */
  private static boolean shows(Instant time) {
    return StreamSupport.stream(
            twoNodeCluster.one.admin.get("/workers").get("items").spliterator(), false)
        .map(worker -> Instant.parse(worker.get("lastFetchAt").asText()))
        .anyMatch(at -> Duration.between(at, time).abs().compareTo(Duration.ofMinutes(1)) < 0);
  }

  private static void deployment(String operation) throws IOException {
    try (Management management = twoNodeCluster.one.server.management()) {
      management.deployment(operation);
    }
  }
}
