package carillon.worker.check;

import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobQueue;
import carillon.job.engine.WorkerView;
import carillon.job.engine.Workers;
import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds workers of this node that are missing, because the executor has too few threads, and those
 * that live but are stuck in a job or have stopped asking for jobs, which no look at the process
 * would show.
 */
@ApplicationScoped
class WorkersCheck implements Check {
  private final JobQueue jobs;
  private final Workers workers;
  private final Clock clock;

  @Inject
  WorkersCheck(JobQueue jobs, Workers workers, Clock clock) {
    this.jobs = jobs;
    this.workers = workers;
    this.clock = clock;
  }

  /** For the container's proxy. */
  WorkersCheck() {
    this(null, null, null);
  }

  @Override
  public String id() {
    return "workers";
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Instant now = clock.instant();
    for (QueueName queue : QueueName.values()) {
      List<WorkerView> present =
          workers.list().stream().filter(worker -> worker.queue() == queue).toList();
      missing(queue, present.size(), findings);
      present.stream().filter(WorkerView::stuck).map(WorkersCheck::isStuck).forEach(findings::add);
      if (!present.isEmpty() && reachable(queue)) {
        present.stream()
            .filter(worker -> worker.silent(now))
            .map(WorkersCheck::asksNoMore)
            .forEach(findings::add);
      }
    }
    return findings;
  }

  private void missing(QueueName queue, int present, List<Finding> findings) {
    int wanted = workers.wanted(queue);
    if (present < wanted) {
      findings.add(
          Finding.warning(
              "Only %d of %d workers of the queue %s run: does the managed executor"
                      .formatted(present, wanted, queue.text())
                  + " 'carillon' have enough threads (carillon.executor.threads)?"));
    }
  }

  /** A paused queue, or a Redis that is away, is asked for no jobs and is told by other checks. */
  private boolean reachable(QueueName queue) {
    try {
      return jobs.configured() && !jobs.status(queue).paused();
    } catch (QueueUnavailableException unavailable) {
      return false;
    }
  }

  private static Finding isStuck(WorkerView worker) {
    return Finding.error(
        "The worker %s/%s is stuck in the job %s (%s), which ignores its time-out:"
                .formatted(worker.node(), worker.name(), worker.jobId(), worker.eventName())
            + " take a thread dump for its author, then restart the server.");
  }

  private static Finding asksNoMore(WorkerView worker) {
    return Finding.error(
        "The worker %s/%s is idle but has fetched no job since %s: see worker_log; suspend and"
                .formatted(worker.node(), worker.name(), worker.lastSeen())
            + " resume the server to restart its workers.");
  }
}
