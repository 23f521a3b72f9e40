package carillon.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
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
    return Stream.of(killedAgainAndAgain(), undeployed(), frozen(), clock("+1h"), clock("-1h"));
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

  /** With Debian's libfaketime, which reads the time from a file. */
  private static Trial clock(String jump) {
    Path clock = pair.two.server.data().resolve("clock.txt");
    return Trial.of("Server: the clock of one jumps by " + jump)
        .begins(
            () -> {
              Files.writeString(clock, "+0");
              pair.two.server.terminate();
              pair.two
                  .server
                  .in("LD_PRELOAD", libfaketime())
                  .in("FAKETIME_TIMESTAMP_FILE", clock.toString())
                  .in("FAKETIME_CACHE_DURATION", "1")
                  .in("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                  .start();
              Saves.pass(Duration.ofSeconds(3));
              Files.writeString(clock, jump);
            })
        .lasts(15)
        .repairedBy(
            () -> {
              pair.two.server.terminate();
              pair.two.server.in("LD_PRELOAD", "").start();
            });
  }

  private static String libfaketime() throws IOException {
    try (Stream<Path> files =
        Files.find(Path.of("/usr/lib"), 3, (file, is) -> file.endsWith("libfaketimeMT.so.1"))) {
      Path library = files.findFirst().orElse(null);
      Assumptions.assumeTrue(library != null, "libfaketime is not installed");
      return library.toString();
    }
  }

  private static void deployment(String what) throws IOException {
    try (Management management = pair.one.server.management()) {
      management.deployment(what);
    }
  }
}
