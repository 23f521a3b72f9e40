package carillon.queue;

import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.engine.JobFilter;
import carillon.job.engine.JobState;
import carillon.job.engine.JobView;
import carillon.job.engine.JobsDropped;
import carillon.job.engine.QueueControl;
import carillon.queue.redis.JobIds;
import carillon.queue.redis.Keys;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import redis.clients.jedis.Protocol.Command;

/** Looks into the queues on Redis and changes what is there. Thread-safe. */
final class RedisQueueControl implements QueueControl {
  /** How long a running job can be asked to end; one that runs longer is asked again. */
  private static final Duration ASKED = Duration.ofDays(1);

  /** Lua counts exactly up to here; no job is older than the epoch. */
  private static final Instant LATEST = Instant.ofEpochMilli(1L << 53);

  /** Jobs that one script looks at, so that Redis is never held up. */
  private static final int STEP = 200;

  private final RedisByQueue redisByQueue;
  private final Consumer<JobsDropped> dropped;

  RedisQueueControl(RedisByQueue redisByQueue, Consumer<JobsDropped> dropped) {
    this.redisByQueue = redisByQueue;
    this.dropped = dropped;
  }

  @Override
  public void pause(QueueName queue) {
    redisByQueue.of(queue).run(RedisCommand.of(Command.SET, Keys.paused(queue), "1"));
  }

  @Override
  public void resume(QueueName queue) {
    redisByQueue.of(queue).run(RedisCommand.of(Command.DEL, Keys.paused(queue)));
  }

  @Override
  public Optional<JobState> cancel(JobId id) {
    RedisCommand cancel =
        RedisCommand.of(LuaScript.CANCEL, id.queue(), JobIds.inRedis(id), ASKED.toMillis());
    List<?> reply = RedisReply.list(redisByQueue.of(id.queue()).run(cancel));
    if (reply.isEmpty()) {
      return Optional.empty();
    }
    JobState state = JobViewReader.state(RedisReply.text(reply.get(0)));
    if (state == JobState.READY || state == JobState.SCHEDULED) {
      dropped.accept(
          new JobsDropped(id.queue(), RedisReply.text(reply.get(1)), JobState.CANCELLED, 1));
    }
    return Optional.of(state);
  }

  @Override
  public JobPage list(
      QueueName queue, JobState state, JobFilter filter, String position, int limit) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(state == JobState.DONE ? "kept" : state.name().toLowerCase(Locale.ROOT));
    arguments.addAll(List.of(position, STEP));
    arguments.addAll(parts(filter));
    arguments.add(limit);
    List<?> reply =
        RedisReply.list(
            redisByQueue.of(queue).run(RedisCommand.of(LuaScript.LIST, queue, arguments)));
    List<JobView> jobs = new ArrayList<>();
    for (int i = 2; i + 3 < reply.size(); i += 4) {
      jobs.add(listed(queue, state, reply.subList(i, i + 4)));
    }
    return new JobPage(jobs, RedisReply.text(reply.get(0)), (int) RedisReply.number(reply.get(1)));
  }

  @Override
  public Instant now() {
    List<?> time = RedisReply.list(redisByQueue.all().get(0).run(RedisCommand.of(Command.TIME)));
    return Instant.ofEpochSecond(
        RedisReply.number(time.get(0)),
        TimeUnit.MICROSECONDS.toNanos(RedisReply.number(time.get(1))));
  }

  @Override
  public DeadLetterStep deadLetters(
      QueueName queue, DeadLetterAction action, JobFilter filter, String position) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of(action.name().toLowerCase(Locale.ROOT), position, STEP));
    arguments.addAll(parts(filter));
    List<?> reply =
        RedisReply.list(
            redisByQueue.of(queue).run(RedisCommand.of(LuaScript.DEAD, queue, arguments)));
    return new DeadLetterStep(
        RedisReply.text(reply.get(0)),
        (int) RedisReply.number(reply.get(1)),
        (int) RedisReply.number(reply.get(2)),
        (int) RedisReply.number(reply.get(3)));
  }

  private static JobView listed(QueueName queue, JobState state, List<?> parts) {
    EntryFields entryFields = EntryFields.of(RedisReply.list(parts.get(2)));
    JobState ended = state == JobState.DONE ? JobViewReader.state(entryFields.text('z')) : state;
    return JobViewReader.view(
        JobViewReader.id(queue, parts.get(0)),
        ended,
        RedisReply.text(parts.get(1)),
        entryFields,
        RedisReply.text(parts.get(3)));
  }

  private static List<Object> parts(JobFilter filter) {
    return List.of(
        text(filter.eventName()),
        text(filter.error()),
        text(filter.projectId()),
        millis(filter.from()),
        millis(filter.to()));
  }

  private static String text(Object part) {
    return part == null ? "" : part.toString();
  }

  private static String millis(Instant instant) {
    if (instant == null) {
      return "";
    }
    Instant bounded = instant.isAfter(LATEST) ? LATEST : instant;
    return Long.toString(bounded.isBefore(Instant.EPOCH) ? 0 : bounded.toEpochMilli());
  }
}
