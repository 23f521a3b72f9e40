package carillon.monitoring;

import carillon.job.QueueName;
import carillon.job.engine.JobQueue;
import carillon.job.engine.Workers;
import carillon.outbound.OutboundHttpClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether this node does its work: the database answers, the HTTP client for webhooks and imports
 * runs, and, if one is configured, Redis answers and as many workers do their work as the settings
 * say.
 */
@ApplicationScoped
class Readiness {
  private final Samples samples;
  private final JobQueue queue;
  private final Workers workers;
  private final OutboundHttpClient outboundHttpClient;
  private final Clock clock;

  /** One thing that was looked at. */
  record Looked(String name, boolean up) {}

  @Inject
  Readiness(
      Samples samples,
      JobQueue queue,
      Workers workers,
      OutboundHttpClient outboundHttpClient,
      Clock clock) {
    this.samples = samples;
    this.queue = queue;
    this.workers = workers;
    this.outboundHttpClient = outboundHttpClient;
    this.clock = clock;
  }

  /** For the container's proxy. */
  Readiness() {
    this(null, null, null, null, null);
  }

  List<Looked> look() {
    List<Looked> looked = new ArrayList<>();
    looked.add(new Looked("database", samples.tasks().isPresent()));
    looked.add(new Looked("supervisor", workers.supervised()));
    if (queue.configured()) {
      looked.add(new Looked("redis", samples.queues().isPresent()));
      looked.add(new Looked("workers", workersRun()));
    }
    looked.add(new Looked("outbound", outboundHttpClient.works()));
    return List.copyOf(looked);
  }

  /** A worker that is stuck, or has long asked for no job, is none. */
  private long working(QueueName name) {
    Instant now = clock.instant();
    return workers.list().stream()
        .filter(worker -> worker.queue() == name && !worker.stuck())
        .filter(worker -> worker.busy() || !worker.silent(now))
        .count();
  }

  private boolean workersRun() {
    for (QueueName name : QueueName.values()) {
      if (working(name) < workers.wanted(name)) {
        return false;
      }
    }
    return true;
  }
}
