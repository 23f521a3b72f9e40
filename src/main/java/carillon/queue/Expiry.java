package carillon.queue;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.Background;
import carillon.job.JobState;
import carillon.job.JobsDropped;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Drops what has lasted its time, by Redis' clock. Every node runs one. */
final class Expiry implements Background.Step {
  private static final int STEP = 100;
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration SHORT_REST = Duration.ofMillis(10);

  private final Redis redis;
  private final Settings settings;
  private final Consumer<JobsDropped> dropped;

  Expiry(Redis redis, Settings settings, Consumer<JobsDropped> dropped) {
    this.redis = redis;
    this.settings = settings;
    this.dropped = dropped;
  }

  @Override
  public Duration run() {
    boolean more = false;
    try {
      for (QueueName queue : redis.queues()) {
        more |= expire(queue);
      }
    } catch (QueueUnavailableException away) {
      return REST;
    }
    return more ? SHORT_REST : REST;
  }

  private boolean expire(QueueName queue) {
    long age = settings.get(SettingsTable.DEAD_LETTERS_KEEP).toMillis();
    long bytes = settings.get(SettingsTable.DEAD_LETTERS_BYTES);
    List<?> reply = Reply.list(redis.run(Request.of(Script.EXPIRE, queue, STEP, age, bytes)));
    reply.subList(1, reply.size()).stream()
        .map(Reply::text)
        .forEach(event -> dropped.accept(new JobsDropped(queue, event, JobState.EXPIRED, 1)));
    return Reply.number(reply.get(0)) == 1;
  }
}
