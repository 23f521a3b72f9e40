package carillon.worker;

import carillon.job.QueueName;
import carillon.job.engine.Job;
import carillon.job.engine.NodeName;
import carillon.job.engine.WorkerView;
import java.time.Instant;

/** What others may see of a worker. Written by its thread, read by any. */
final class WorkerState {
  private final NodeName node;
  private final String name;
  private final QueueName queue;
  private final Instant started;
  private volatile Job job;
  private volatile Instant since;
  private volatile Instant lastFetch;
  private volatile long done;

  WorkerState(NodeName node, String name, QueueName queue, Instant started) {
    this.started = started;
    this.node = node;
    this.name = name;
    this.queue = queue;
  }

  void fetched(Instant now) {
    lastFetch = now;
  }

  void begins(Job next, Instant now) {
    since = now;
    job = next;
  }

  /** Who has just ended a long job is about to ask for the next one, and not silent. */
  void ends(Instant now) {
    lastFetch = now;
    job = null;
    since = null;
    done++;
  }

  /**
   * @param stuck whether its job cannot be ended
   */
  WorkerView view(boolean stuck) {
    Job running = job;
    return new WorkerView(
        node.text(),
        name,
        queue,
        started,
        running != null,
        running == null ? null : running.id().text(),
        running == null ? null : running.eventName(),
        running == null ? null : since,
        lastFetch,
        done,
        stuck);
  }
}
