package carillon.queue;

import carillon.job.JobFilter;
import carillon.job.JobId;
import carillon.job.JobState;
import carillon.job.JobView;
import carillon.job.JobsDropped;
import carillon.job.QueueControl;
import carillon.job.QueueName;
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

  /** Jobs that one script looks at, so that Redis is never held up. */
  /** Lua counts exactly up to here; no job is older than the epoch. */
  private static final Instant LATEST = Instant.ofEpochMilli(1L << 53);

  private static final int STEP = 200;

  private final Redises redises;
  private final Consumer<JobsDropped> dropped;

  RedisQueueControl(Redises redises, Consumer<JobsDropped> dropped) {
    this.redises = redises;
    this.dropped = dropped;
  }

  @Override
  public void pause(QueueName queue) {
    redises.of(queue).run(Request.of(Command.SET, Keys.paused(queue), "1"));
  }

  @Override
  public void resume(QueueName queue) {
    redises.of(queue).run(Request.of(Command.DEL, Keys.paused(queue)));
  }

  @Override
  public Optional<JobState> cancel(JobId id) {
    Request cancel = Request.of(Script.CANCEL, id.queue(), JobIds.inRedis(id), ASKED.toMillis());
    List<?> reply = Reply.list(redises.of(id.queue()).run(cancel));
    if (reply.isEmpty()) {
      return Optional.empty();
    }
    JobState state = JobState.valueOf(Reply.text(reply.get(0)));
    if (state == JobState.READY || state == JobState.SCHEDULED) {
      dropped.accept(new JobsDropped(id.queue(), Reply.text(reply.get(1)), JobState.CANCELLED, 1));
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
    List<?> reply = Reply.list(redises.of(queue).run(Request.of(Script.LIST, queue, arguments)));
    List<JobView> jobs = new ArrayList<>();
    for (int i = 2; i + 3 < reply.size(); i += 4) {
      jobs.add(listed(queue, state, reply.subList(i, i + 4)));
    }
    return new JobPage(jobs, Reply.text(reply.get(0)), (int) Reply.number(reply.get(1)));
  }

  @Override
  public Instant now() {
    List<?> time = Reply.list(redises.all().get(0).run(Request.of(Command.TIME)));
    return Instant.ofEpochSecond(
        Reply.number(time.get(0)), TimeUnit.MICROSECONDS.toNanos(Reply.number(time.get(1))));
  }

  @Override
  public DeadLetterStep deadLetters(
      QueueName queue, DeadLetterAction action, JobFilter filter, String position) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of(action.name().toLowerCase(Locale.ROOT), position, STEP));
    arguments.addAll(parts(filter));
    List<?> reply = Reply.list(redises.of(queue).run(Request.of(Script.DEAD, queue, arguments)));
    return new DeadLetterStep(Reply.text(reply.get(0)), (int) Reply.number(reply.get(1)));
  }

  private static JobView listed(QueueName queue, JobState state, List<?> parts) {
    Fields fields = Fields.of(Reply.list(parts.get(2)));
    JobState ended = fields.text('z') == null ? state : JobState.valueOf(fields.text('z'));
    return JobLookup.view(
        JobLookup.id(queue, parts.get(0)),
        ended,
        Reply.text(parts.get(1)),
        fields,
        Reply.text(parts.get(3)));
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
