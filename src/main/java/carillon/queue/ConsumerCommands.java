package carillon.queue;

import carillon.job.QueueName;
import carillon.queue.redis.Keys;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.ReadyStream;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisReply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * A node as a consumer of a queue's group, and the commands by which it takes jobs. All its workers
 * are one consumer: what one has taken another may run and report.
 *
 * @param node the incarnation of the node
 */
record ConsumerCommands(QueueName queue, String node) {
  private static final List<ReadyStream> EVERYBODYS = ReadyStream.everybodys();

  /** The jobs of a fetch, and whether the queue is paused. */
  record Fetched(StreamEntries entries, boolean paused) {}

  /** Up to {@code most} jobs by priority and lane, without waiting. */
  RedisCommand fetch(int most, boolean makeGroups, boolean suspect, FetchOrder fetchOrder) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(node, NodeRegistration.SILENCE.toMillis(), most, flag(makeGroups), flag(suspect)));
    arguments.add(fetchOrder.lane());
    arguments.addAll(fetchOrder.priorities());
    return RedisCommand.of(LuaScript.FETCH, queue, arguments);
  }

  /** Up to {@code most} more of some streams: all that Redis has to do is read them. */
  RedisCommand fetchMore(int most, List<ReadyStream> streams) {
    return read(options(each(most, streams)), streams);
  }

  /** The same, as soon as there are some. */
  RedisCommand awaitMore(int most, List<ReadyStream> streams, int millis) {
    return read(options(each(most, streams)).add("BLOCK").add(millis), streams);
  }

  /** The next job as soon as there is one. */
  RedisCommand await(long millis) {
    return read(options(1).add("BLOCK").add(millis), EVERYBODYS);
  }

  /** No job, while the queue is paused. */
  RedisCommand awaitWhilePaused(long millis) {
    return RedisCommand.of(Command.BLPOP, Keys.never(queue), millis / 1000.0);
  }

  /** The reply to {@link #fetch}: whether the queue is paused, stream, entries, … */
  Fetched fetched(Object reply) {
    StreamEntries streamEntries = new StreamEntries(queue);
    List<?> parts = RedisReply.list(reply);
    for (int i = 1; i < parts.size(); i += 2) {
      ReadyStream stream = ReadyStream.numbered(RedisReply.text(parts.get(i)));
      streamEntries.read(stream, RedisReply.list(parts.get(i + 1)));
    }
    return new Fetched(streamEntries, RedisReply.number(parts.get(0)) == 1);
  }

  /** The reply to {@link #fetchMore} and {@link #await}: pairs of a key and entries. */
  StreamEntries read(Object reply) {
    StreamEntries streamEntries = new StreamEntries(queue);
    for (Object part : RedisReply.list(reply)) {
      List<?> pair = RedisReply.list(part);
      String key = RedisReply.text(pair.get(0));
      ReadyStream stream = ReadyStream.numbered(key.substring(key.lastIndexOf(':') + 1));
      streamEntries.read(stream, RedisReply.list(pair.get(1)));
    }
    return streamEntries;
  }

  private CommandArguments options(int most) {
    return new CommandArguments(Command.XREADGROUP)
        .add("GROUP")
        .add(Keys.GROUP)
        .add(node)
        .add("COUNT")
        .add(most);
  }

  private RedisCommand read(CommandArguments command, List<ReadyStream> streams) {
    command.add("STREAMS");
    streams.forEach(stream -> command.add(Keys.ready(queue, stream)));
    Collections.nCopies(streams.size(), ">").forEach(command::add);
    return new RedisCommand(command);
  }

  private static int each(int most, List<ReadyStream> streams) {
    return Math.max(1, most / streams.size());
  }

  private static int flag(boolean set) {
    return set ? 1 : 0;
  }
}
