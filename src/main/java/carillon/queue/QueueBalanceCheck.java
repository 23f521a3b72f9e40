package carillon.queue;

import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobQueue;
import carillon.job.engine.QueueStatus;
import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether the counters of each queue add up: enqueued = done + dead + cancelled + expired + deleted
 * + waiting + running.
 */
final class QueueBalanceCheck implements Check {
  private final JobQueue jobs;

  QueueBalanceCheck(JobQueue jobs) {
    this.jobs = jobs;
  }

  @Override
  public String id() {
    return "queue-sums";
  }

  @Override
  public List<Finding> findings() {
    if (!jobs.configured()) {
      return List.of();
    }
    try {
      return Arrays.stream(QueueName.values()).map(jobs::status).flatMap(this::look).toList();
    } catch (QueueUnavailableException toldByTheRedisCheck) {
      return List.of();
    }
  }

  private Stream<Finding> look(QueueStatus status) {
    return Stream.concat(bytes(status), jobs(status));
  }

  private static Stream<Finding> bytes(QueueStatus status) {
    return status.recounted()
        ? Stream.of(
            Finding.warning(
                "The bytes of the queue %s were counted anew: their count in Redis had been deleted or changed"
                    .formatted(name(status))))
        : Stream.of();
  }

  private static Stream<Finding> jobs(QueueStatus status) {
    long difference = status.unaccounted();
    if (difference == 0) {
      return Stream.of();
    }
    return Stream.of(
        Finding.warning(
            difference > 0
                ? "The queue %s holds %d more jobs than its counters account for"
                    .formatted(name(status), difference)
                : "The queue %s lost %d jobs".formatted(name(status), -difference)));
  }

  private static String name(QueueStatus status) {
    return status.name().text();
  }
}
