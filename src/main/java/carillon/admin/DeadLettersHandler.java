package carillon.admin;

import carillon.http.audit.AuditTrail;
import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.Progress;
import carillon.job.QueueName;
import carillon.job.engine.JobQueue;
import carillon.job.engine.QueueControl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;

/**
 * Replays or deletes dead letters that are too many for a request. After a crash it begins anew:
 * those that were done are no dead letters any more.
 */
@ApplicationScoped
class DeadLettersHandler implements JobHandler<DeadLettersPayload> {
  static final String EVENT = "carillon.dead-letters";
  private static final int TELL_EVERY = 25;

  @Inject QueueControl control;
  @Inject JobQueue jobs;
  @Inject AuditTrail audit;

  @Override
  public String eventName() {
    return EVENT;
  }

  @Override
  public Class<DeadLettersPayload> payloadType() {
    return DeadLettersPayload.class;
  }

  @Override
  public Duration timeout() {
    return Duration.ofHours(1);
  }

  @Override
  public void handle(DeadLettersPayload order, JobContext context) throws Exception {
    DeadLetterSweep sweep = new DeadLetterSweep(control, order.filter(), order.action());
    for (QueueName queue : order.queues()) {
      queue(queue, sweep, context);
    }
    context.progress(new Progress(100, sweep.told()));
    audit.jobEnded(
        "/dead-letters/" + order.action().name().toLowerCase(Locale.ROOT),
        "job=%s done=%d".formatted(context.id().text(), sweep.done()));
  }

  private void queue(QueueName queue, DeadLetterSweep sweep, JobContext context) throws Exception {
    long all = Math.max(1, jobs.status(queue).dead());
    long before = sweep.scanned();
    String position = "";
    int steps = 0;
    do {
      context.endIfCancelled();
      position = sweep.step(queue, position);
      if (++steps % TELL_EVERY == 0) {
        int percent = (int) Math.min(99, 100 * (sweep.scanned() - before) / all);
        context.progress(new Progress(percent, sweep.told() + ", " + queue.text()));
      }
    } while (!position.isEmpty());
  }
}
