package carillon.servers;

import static carillon.testkit.SaveLoad.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.CountedJobs;
import carillon.testkit.CountedJobs.Run;
import carillon.testkit.Management;
import carillon.testkit.MeasurementLog;
import carillon.testkit.SharedServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Suspend and Resume of the admin console, while 300 jobs a second arrive. */
@Tag("servers")
class SuspendIT {
  private static final int PER_SECOND = 300;
  private static final Duration NOISE = Duration.ofMillis(50);
  private static final Duration QUIET_AFTER = Duration.ofSeconds(2);

  @Test
  void suspendedWorkersRunNothingAndNoJobIsLostOrRepeated() throws Exception {
    SharedServer sharedServer = SharedServer.shared();
    try (CountedJobs jobs = new CountedJobs(sharedServer.server, PER_SECOND);
        Management management = sharedServer.server.management()) {
      waitFor(Duration.ofSeconds(4));
      int warm = jobs.runs().size();
      waitFor(Duration.ofSeconds(3));
      Duration normal = median(since(warm, jobs.runs()));

      long begin = System.nanoTime();
      management.suspend(Duration.ofSeconds(30));
      await("suspended").until(() -> management.suspendState().equals("SUSPENDED"));
      Duration quiet = Duration.ofNanos(System.nanoTime() - begin);
      int before = jobs.runs().size();
      waitFor(Duration.ofSeconds(3));
      assertThat(jobs.runs()).as("jobs run while suspended").hasSize(before);

      management.resume();
      waitFor(Duration.ofSeconds(5));
      int after = jobs.runs().size();
      waitFor(Duration.ofSeconds(2));
      Duration again = median(since(after, jobs.runs()));
      jobs.stop();
      await("every job")
          .atMost(Duration.ofSeconds(20))
          .until(() -> jobs.runs().size() >= jobs.accepted().size());
      MeasurementLog.record(
          "Suspend at 300 jobs/s: quiet after %d ms; median wait %d µs before, %d µs 5 s after resume"
              .formatted(quiet.toMillis(), micros(normal), micros(again)));
      assertThat(quiet).isLessThan(QUIET_AFTER);
      assertThat(again)
          .as("the wait is normal after resuming")
          .isLessThan(normal.multipliedBy(3).plus(NOISE));
      assertThat(sharedServer.server.log()).doesNotContain("WFLYEE01");
      assertThat(jobs.runs().stream().map(Run::number).sorted())
          .containsExactlyElementsOf(jobs.accepted());
    }
  }

  private static List<Run> since(int number, List<Run> runs) {
    return runs.subList(number, runs.size());
  }

  private static Duration median(List<Run> runs) {
    return runs.stream().map(Run::waited).sorted().skip(runs.size() / 2).findFirst().orElseThrow();
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
