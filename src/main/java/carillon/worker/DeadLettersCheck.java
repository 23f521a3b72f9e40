package carillon.worker;

import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobQueue;
import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds queues with more dead letters than when this node last looked. */
@ApplicationScoped
class DeadLettersCheck implements Check {
  private final JobQueue jobs;
  private final Map<QueueName, Long> before = new ConcurrentHashMap<>();

  @Inject
  DeadLettersCheck(JobQueue jobs) {
    this.jobs = jobs;
  }

  /** For the container's proxy. */
  DeadLettersCheck() {
    this(null);
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
    Long last = before.put(queue, dead);
    if (last != null && dead > last) {
      findings.add(
          Finding.warning(
              "The queue %s has %d dead letters, %d more than before: GET /jobs?state=dead shows their"
                      .formatted(queue.text(), dead, dead - last)
                  + " errors, POST /dead-letters/replay replays them."));
    }
  }
}
