package carillon.monitoring;

import carillon.job.JobId;
import carillon.job.Priority;
import carillon.job.QueueName;
import carillon.job.engine.CompletedRun;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobsEnqueued;
import carillon.job.engine.RunsCompleted;
import io.smallrye.metrics.SharedMetricRegistries;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;

/** The CPU cost of the metrics of one job. */
public final class MetricsCost {
  private static final int BATCH = 100;
  private static final int WARM_UP = 30_000;
  private static final int ROUNDS = 30_000;
  private static final String TOPIC = "bench.checked";

  private MetricsCost() {}

  /** Nanoseconds of CPU to record one enqueued and completed job of a batch. */
  public static double nanosPerJob() {
    JobMetrics metrics =
        new JobMetrics(
            new Meters(SharedMetricRegistries.getOrCreate("cost")),
            new TopicLabels(Set.of(TOPIC)),
            null,
            Clock.systemUTC());
    JobsEnqueued enqueued = new JobsEnqueued(QueueName.BACKGROUND, TOPIC, BATCH);
    RunsCompleted ended = new RunsCompleted(Collections.nCopies(BATCH, end()));
    run(metrics, enqueued, ended, WARM_UP);
    long from = cpuNanos();
    run(metrics, enqueued, ended, ROUNDS);
    return (cpuNanos() - from) / (double) (ROUNDS * BATCH);
  }

  private static void run(
      JobMetrics metrics, JobsEnqueued enqueued, RunsCompleted ended, int times) {
    for (int i = 0; i < times; i++) {
      metrics.enqueued(enqueued);
      metrics.ended(ended);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static CompletedRun end() {
    Instant now = Instant.now();
    Job job =
        new Job(
            new JobId("background-1-1"),
            "r",
            TOPIC,
            "{}",
            101,
            Priority.NORMAL,
            1,
            0,
            now,
            now,
            null,
            Duration.ZERO,
            "");
    return new CompletedRun(
        new JobResult(job, new JobOutcome.Done()),
        QueueName.BACKGROUND,
        Duration.ofNanos(420_000),
        Duration.ofNanos(1_500));
  }
}
