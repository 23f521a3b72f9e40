package carillon.monitoring;

import carillon.job.JobQueue;
import carillon.job.QueueName;
import carillon.job.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether this node does its work: the database answers, and, if one is configured, Redis does and
 * as many workers run as the settings say.
 */
@ApplicationScoped
class Readiness {
  private final Samples samples;
  private final JobQueue queue;
  private final Workers workers;

  /** One thing that was looked at. */
  record Looked(String name, boolean up) {}

  @Inject
  Readiness(Samples samples, JobQueue queue, Workers workers) {
    this.samples = samples;
    this.queue = queue;
    this.workers = workers;
  }

  /** For the container's proxy. */
  Readiness() {
    this(null, null, null);
  }

  List<Looked> look() {
    List<Looked> looked = new ArrayList<>();
    looked.add(new Looked("database", samples.tasks().isPresent()));
    if (queue.configured()) {
      looked.add(new Looked("redis", samples.queues().isPresent()));
      looked.add(new Looked("workers", workersRun()));
    }
    return List.copyOf(looked);
  }

  private boolean workersRun() {
    for (QueueName name : QueueName.values()) {
      long running = workers.list().stream().filter(worker -> worker.queue() == name).count();
      if (running < workers.wanted(name)) {
        return false;
      }
    }
    return true;
  }
}
