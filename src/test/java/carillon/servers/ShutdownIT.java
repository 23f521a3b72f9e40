package carillon.servers;

import static carillon.testkit.SaveLoad.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.CarillonServer;
import carillon.testkit.CountedJobs;
import carillon.testkit.CountedJobs.Run;
import carillon.testkit.CountingHandler;
import carillon.testkit.Inbox;
import carillon.testkit.Management;
import carillon.testkit.RedisServer;
import carillon.testkit.SharedServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code shutdown --suspend-timeout} of the CLI, while jobs arrive and run. */
@Tag("servers")
class ShutdownIT {
  private static final int PER_SECOND = 300;

  @Test
  void gracefulShutdownLosesAndRepeatsNoJob() throws Exception {
    try (RedisServer redis = new RedisServer(Path.of("target/faults/shutdown-redis"));
        Inbox inbox = new Inbox();
        CarillonServer server =
            new CarillonServer("shutdown", 60, SharedServer.settings(redis, inbox.port()))
                .with(CountingHandler.class, CountingHandler.Number.class)) {
      redis.start();
      inbox.start();
      server.start();
      try (CountedJobs jobs = new CountedJobs(server, PER_SECOND)) {
        waitFor(Duration.ofSeconds(3));
        try (Management management = server.management()) {
          management.shutdown(Duration.ofSeconds(30));
        }
        server.awaitExit();
        server.start();
        waitFor(Duration.ofSeconds(2));
        jobs.stop();
        await("every job")
            .atMost(Duration.ofSeconds(60))
            .until(() -> jobs.runs().size() >= jobs.accepted().size());
        assertThat(jobs.runs().stream().map(Run::number).sorted())
            .containsExactlyElementsOf(jobs.accepted());
      }
    }
  }
}
