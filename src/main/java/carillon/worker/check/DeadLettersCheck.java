package carillon.worker.check;

import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobQueue;
import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import carillon.systemcheck.LastCounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Finds queues with dead letters, and says how many more they are than at the last check. */
@ApplicationScoped
class DeadLettersCheck implements Check {
  private final JobQueue jobs;
  private final LastCounts before;

  @Inject
  DeadLettersCheck(JobQueue jobs, LastCounts before) {
    this.jobs = jobs;
    this.before = before;
  }

  /** For the container's proxy. */
  DeadLettersCheck() {
    this(null, null);
  }

  @Override
  public String id() {
    return "dead-letters";
  }

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (jobs.configured()) {
      try {
        for (QueueName queue : QueueName.values()) {
          look(queue, findings);
        }
      } catch (QueueUnavailableException toldByTheCheckOfRedis) {
        return findings;
      }
    }
    return findings;
  }

  private void look(QueueName queue, List<Finding> findings) {
    long dead = jobs.status(queue).dead();
    long more = dead - before.replace("dead-letters." + queue.text(), dead);
    if (dead > 0) {
      findings.add(
          Finding.warning(
              "The queue %s has %d dead letters%s: GET /jobs?state=dead shows their errors, POST"
                      .formatted(
                          queue.text(),
                          dead,
                          more > 0 ? ", %d more than before".formatted(more) : "")
                  + " /dead-letters/replay replays them, POST /dead-letters/delete deletes them."));
    }
  }
}
