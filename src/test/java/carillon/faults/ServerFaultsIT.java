package carillon.faults;

import static org.awaitility.Awaitility.await;

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

  private static Pair pair;

  @Tag("faults-on-demand")
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

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void clock(Trial trial) throws Exception {
    new Ordeal(pair.stage(pair.one)).undergo(trial.savesWithin(Duration.ofSeconds(1)));
  }

  static Stream<Trial> telling() throws IOException {
    pair = Pair.shared();
    return Stream.of(
        Trial.of("Server: SIGTERM, started again")
            .begins(pair.two.server::terminate)
            .lastsForEver()
            .repairedBy(pair.two.server::start),
        outOfMemory());
  }

  static Stream<Trial> further() throws IOException {
    pair = Pair.shared();
    return Stream.of(killedAgainAndAgain(), undeployed(), frozen());
  }

  static Stream<Trial> clock() throws IOException {
    pair = Pair.shared();
    return Stream.of(jumped("+1 h", Duration.ofHours(1)), jumped("-1 h", Duration.ofHours(-1)));
  }

  /** The one that the users are on. */
  private static Trial killedAgainAndAgain() {
    return Trial.of("Server: kill -9 three times at random moments")
        .begins(
            () -> {
              for (int i = 0; i < 3; i++) {
                Saves.pass(Duration.ofMillis(new Random().nextInt(2000)));
                pair.one.server.kill();
                pair.one.server.start();
              }
            })
        .savesMayFail()
        .normalWithin(15)
        .mailsTwice(() -> 3 * WORKERS)
        .jobsTwice(() -> 3 * 250);
  }

  private static Trial undeployed() {
    return Trial.of("Server: the users' one undeployed, deployed again")
        .begins(() -> deployment("undeploy"))
        .ends(
            () -> {
              deployment("deploy");
              pair.one.server.ready();
            })
        .savesMayFail();
  }

  private static Trial frozen() {
    return Trial.of("Server: SIGSTOP of the users' one for 30 s")
        .begins(pair.one.server::freeze)
        .lasts(30)
        .ends(pair.one.server::thaw)
        .savesMayFail()
        .mailsTwice(() -> WORKERS)
        .jobsTwice(() -> 250);
  }

  private static Trial outOfMemory() {
    return Trial.of("Server: a job takes all memory")
        .begins(
            () ->
                pair.one.admin.post("/jobs", Map.of("eventName", "test.hog", "payload", Map.of())))
        .savesMayFail()
        .jobsTwice(() -> 250);
  }

  /**
   * What Carillon reads from its injected clock jumps: the times of changes, mails, jobs' starts
   * and of what is shown. Not so what servers compare with each other, which is the database's
   * {@code current_timestamp} (leases, {@code next_at}) or Redis' {@code TIME}, nor the waits
   * within a server ({@code System.nanoTime}, {@link carillon.config.Steady}); a true jump of the
   * host's clock would not move these either, but would move WildFly's own.
   */
  private static Trial jumped(String name, Duration ahead) {
    return Trial.of("Server: the clock of the users' one jumps by " + name + " and returns")
        .begins(
            () -> {
              setClock(ahead);
              await("the wrong time").until(() -> shows(Instant.now().plus(ahead)));
            })
        .lasts(15)
        .ends(() -> setClock(Duration.ZERO));
  }

  private static void setClock(Duration ahead) throws IOException {
    try (Management management = pair.one.server.management()) {
      management.set(JumpingClock.AHEAD, ahead.toString());
    }
  }

  /** Whether the server's workers have just asked for jobs, as they say. */
  private static boolean shows(Instant time) {
    return StreamSupport.stream(pair.one.admin.get("/workers").get("items").spliterator(), false)
        .map(worker -> Instant.parse(worker.get("lastFetchAt").asText()))
        .anyMatch(at -> Duration.between(at, time).abs().compareTo(Duration.ofMinutes(1)) < 0);
  }

  private static void deployment(String what) throws IOException {
    try (Management management = pair.one.server.management()) {
      management.deployment(what);
    }
  }
}
