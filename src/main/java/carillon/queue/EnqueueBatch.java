package carillon.queue;

import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.engine.NewJob;
import carillon.queue.redis.JobIds;
import carillon.queue.redis.Keys;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.ReadyStream;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisErrors;
import carillon.queue.redis.RedisReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Jobs to be enqueued in one round trip, atomically for every 100 jobs of a queue and kind. Jobs of
 * which an entry is all there is are put there by a transaction, for a script costs a lone job half
 * as much again; all others by a script.
 */
final class EnqueueBatch {
  private static final int STEP = 100;
  private static final long REPLICAS_WITHIN_MS = 1000;

  private final List<NewJob> jobs;
  private final int replicas;
  private final String requestId;
  private final List<Chunk> chunks = new ArrayList<>(1);

  private record Kind(QueueName queue, boolean plain) {
    static Kind of(NewJob job, boolean recognised) {
      boolean plain = job.delay().isZero() && job.ttl().isZero() && job.uniqueKey().isEmpty();
      return new Kind(job.queue(), plain && !recognised);
    }
  }

  /** Jobs by their places. */
  private record Chunk(Kind kind, List<Integer> places) {
    /** The last one has the reply. */
    int requests() {
      return kind.plain() ? places.size() + 3 : 1;
    }
  }

  /**
   * @param requestId by which Redis recognises the batch when it comes again, empty when it need
   *     not
   */
  EnqueueBatch(List<NewJob> jobs, int replicas, String requestId) {
    this.jobs = jobs;
    this.replicas = replicas;
    this.requestId = requestId;
    Map<Kind, Chunk> open = new HashMap<>();
    for (int i = 0; i < jobs.size(); i++) {
      Kind kind = Kind.of(jobs.get(i), repeatable());
      Chunk chunk = open.get(kind);
      if (chunk == null || chunk.places().size() == STEP) {
        chunk = new Chunk(kind, new ArrayList<>());
        chunks.add(chunk);
        open.put(kind, chunk);
      }
      chunk.places().add(i);
    }
  }

  /** Whether it may be sent again when its reply is lost. */
  boolean repeatable() {
    return !requestId.isEmpty();
  }

  List<RedisCommand> requests() {
    List<RedisCommand> redisCommands = new ArrayList<>();
    for (Chunk chunk : chunks) {
      if (chunk.kind().plain()) {
        transaction(chunk, redisCommands);
      } else {
        redisCommands.add(script(chunk));
      }
    }
    if (replicas > 0) {
      redisCommands.add(RedisCommand.of(Command.WAIT, replicas, REPLICAS_WITHIN_MS));
    }
    return redisCommands;
  }

  /**
   * What became of the jobs, in their order.
   *
   * @throws redis.clients.jedis.exceptions.JedisDataException when a stream's key is something else
   */
  List<EnqueueResult> enqueued(List<Object> replies) {
    EnqueueResult[] all = new EnqueueResult[jobs.size()];
    int next = 0;
    for (Chunk chunk : chunks) {
      next += chunk.requests();
      List<?> reply = RedisReply.list(replies.get(next - 1));
      if (chunk.kind().plain()) {
        // Not the counter after them: what is wrong with that does not undo the jobs.
        RedisErrors.throwFirst(reply.subList(0, chunk.places().size()));
      }
      for (int i = 0; i < chunk.places().size(); i++) {
        int place = chunk.places().get(i);
        NewJob job = jobs.get(place);
        all[place] = chunk.kind().plain() ? entry(job, reply.get(i)) : own(job, reply, 2 * i);
      }
    }
    return Arrays.asList(all);
  }

  private void transaction(Chunk chunk, List<RedisCommand> redisCommands) {
    QueueName queue = chunk.kind().queue();
    redisCommands.add(RedisCommand.of(Command.MULTI));
    for (int place : chunk.places()) {
      NewJob job = jobs.get(place);
      CommandArguments add =
          new CommandArguments(Command.XADD).key(Keys.ready(queue, stream(job))).add("*");
      EntryFields.of(job).forEach(add::add);
      redisCommands.add(new RedisCommand(add));
    }
    int count = chunk.places().size();
    redisCommands.add(RedisCommand.of(Command.HINCRBY, Keys.counters(queue), "enqueued", count));
    redisCommands.add(RedisCommand.of(Command.EXEC));
  }

  private RedisCommand script(Chunk chunk) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(repeatable() ? requestId + "." + chunks.indexOf(chunk) : "");
    for (int place : chunk.places()) {
      NewJob job = jobs.get(place);
      List<String> fields = EntryFields.of(job);
      arguments.add(stream(job).number());
      arguments.add(millis(job.delay()));
      arguments.add(millis(job.ttl()));
      arguments.add(unique(job));
      arguments.add(millis(job.uniqueFor()));
      arguments.add(fields.size());
      arguments.addAll(fields);
    }
    return RedisCommand.of(LuaScript.ENQUEUE, chunk.kind().queue(), arguments);
  }

  /** Each event has keys of its own; neither has spaces. */
  private static String unique(NewJob job) {
    return job.uniqueKey().isEmpty() ? "" : job.eventName() + " " + job.uniqueKey();
  }

  /** Zero means something else than a very short time. */
  private static long millis(Duration duration) {
    boolean some = !duration.isZero() && !duration.isNegative();
    return some ? Math.max(1, duration.toMillis()) : 0;
  }

  private static EnqueueResult entry(NewJob job, Object entry) {
    return new EnqueueResult(
        job, JobIds.ofEntry(job.queue(), stream(job), RedisReply.text(entry)), true);
  }

  private static EnqueueResult own(NewJob job, List<?> reply, int at) {
    JobId id = JobIds.own(job.queue(), RedisReply.text(reply.get(at + 1)));
    return new EnqueueResult(job, id, RedisReply.number(reply.get(at)) == 1);
  }

  private static ReadyStream stream(NewJob job) {
    return ReadyStream.of(job.priority(), job.projectId());
  }
}
