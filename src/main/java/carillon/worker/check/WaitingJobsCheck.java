package carillon.worker.check;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobQueue;
import carillon.job.engine.QueueStatus;
import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds queues on which jobs wait too long, and tells why: paused, nobody there, too few. */
@ApplicationScoped
class WaitingJobsCheck implements Check {
  private final JobQueue jobs;
  private final Settings settings;
  private final Clock clock;

  @Inject
  WaitingJobsCheck(JobQueue jobs, Settings settings, Clock clock) {
    this.jobs = jobs;
    this.settings = settings;
    this.clock = clock;
  }

  /** For the container's proxy. */
  WaitingJobsCheck() {
    this(null, null, null);
  }

  @Override
  public String id() {
    return "jobs-waiting";
  }

  @Override
  public List<Finding> findings() {
    if (!jobs.configured()) {
      return List.of();
    }
    try {
      return Arrays.stream(QueueName.values())
          .map(jobs::status)
          .flatMap(status -> finding(status).stream())
          .toList();
    } catch (QueueUnavailableException toldByTheCheckOfRedis) {
      return List.of();
    }
  }

  private Optional<Finding> finding(QueueStatus status) {
    if (status.oldestReady() == null) {
      return Optional.empty();
    }
    Duration waited = Duration.between(status.oldestReady(), clock.instant());
    if (waited.compareTo(settings.get(SettingsTable.PENDING_AFTER)) < 0) {
      return Optional.empty();
    }
    String what =
        "%d jobs wait on the queue %s, the oldest for %d s: "
            .formatted(status.ready(), status.name().text(), waited.toSeconds());
    return Optional.of(why(status, what));
  }

  private Finding why(QueueStatus status, String what) {
    if (status.paused()) {
      return Finding.warning(
          what + "it is paused, POST /queues/" + status.name().text() + "/resume starts it again.");
    }
    if (jobs.nodes() == 0) {
      return Finding.error(
          what + "no node fetches jobs. Is every server suspended, or its number of workers 0?");
    }
    return Finding.warning(
        what + "GET /workers shows what the workers do; more of them may be needed.");
  }
}
