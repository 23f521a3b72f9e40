package carillon.queue;

import carillon.job.QueueName;
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
record Consumer(QueueName queue, String node) {
  private static final List<ReadyStream> EVERYBODYS = ReadyStream.everybodys();

  /** Up to {@code most} jobs by priority and lane, without waiting. */
  Request fetch(int most, boolean makeGroups, boolean suspect, Turn turn) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of(node, Node.SILENCE.toMillis(), most, flag(makeGroups), flag(suspect)));
    arguments.add(turn.lane());
    arguments.addAll(turn.priorities());
    return Request.of(Script.FETCH, queue, arguments);
  }

  /** Up to {@code most} more of some streams: all that Redis has to do is read them. */
  Request fetchMore(int most, List<ReadyStream> streams) {
    return read(options(each(most, streams)), streams);
  }

  /** The same, as soon as there are some. */
  Request awaitMore(int most, List<ReadyStream> streams, int millis) {
    return read(options(each(most, streams)).add("BLOCK").add(millis), streams);
  }

  /** The next job as soon as there is one. */
  Request await(long millis) {
    return read(options(1).add("BLOCK").add(millis), EVERYBODYS);
  }

  /** No job, while the queue is paused. */
  Request rest(long millis) {
    return Request.of(Command.BLPOP, Keys.never(queue), millis / 1000.0);
  }

  /** The reply to {@link #fetch}: whether the queue is paused, stream, entries, … */
  Fetched fetched(Object reply) {
    Entries entries = new Entries(queue);
    List<?> parts = Reply.list(reply);
    for (int i = 1; i < parts.size(); i += 2) {
      ReadyStream stream = ReadyStream.numbered(Reply.text(parts.get(i)));
      entries.read(stream, Reply.list(parts.get(i + 1)));
    }
    return new Fetched(entries, Reply.number(parts.get(0)) == 1);
  }

  /** The reply to {@link #fetchMore} and {@link #await}: pairs of a key and entries. */
  Entries read(Object reply) {
    Entries entries = new Entries(queue);
    for (Object part : Reply.list(reply)) {
      List<?> pair = Reply.list(part);
      String key = Reply.text(pair.get(0));
      ReadyStream stream = ReadyStream.numbered(key.substring(key.lastIndexOf(':') + 1));
      entries.read(stream, Reply.list(pair.get(1)));
    }
    return entries;
  }

  private CommandArguments options(int most) {
    return new CommandArguments(Command.XREADGROUP)
        .add("GROUP")
        .add(Keys.GROUP)
        .add(node)
        .add("COUNT")
        .add(most);
  }

  private Request read(CommandArguments command, List<ReadyStream> streams) {
    command.add("STREAMS");
    streams.forEach(stream -> command.add(Keys.ready(queue, stream)));
    Collections.nCopies(streams.size(), ">").forEach(command::add);
    return new Request(command);
  }

  private static int each(int most, List<ReadyStream> streams) {
    return Math.max(1, most / streams.size());
  }

  private static int flag(boolean set) {
    return set ? 1 : 0;
  }
}
