package carillon.admin;

import carillon.http.audit.AuditTrail;
import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.Progress;
import carillon.job.QueueName;
import carillon.job.engine.JobQueue;
import carillon.job.engine.QueueControl;
import carillon.job.engine.QueueControl.DeadLetterStep;
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
    long done = 0;
    for (QueueName queue : order.queues()) {
      done += queue(queue, order, context, done);
    }
    context.progress(new Progress(100, done + " done"));
    audit.jobEnded(
        "/dead-letters/" + order.action().name().toLowerCase(Locale.ROOT),
        "job=%s done=%d".formatted(context.id().text(), done));
  }

  private long queue(QueueName queue, DeadLettersPayload order, JobContext context, long before)
      throws Exception {
    long all = Math.max(1, jobs.status(queue).dead());
    long matched = 0;
    String position = "";
    int steps = 0;
    do {
      context.endIfCancelled();
      DeadLetterStep step = control.deadLetters(queue, order.action(), order.filter(), position);
      matched += step.matched();
      position = step.next();
      if (++steps % TELL_EVERY == 0) {
        int percent = (int) Math.min(99, 100 * matched / all);
        context.progress(new Progress(percent, (before + matched) + " done, " + queue.text()));
      }
    } while (!position.isEmpty());
    return matched;
  }
}
