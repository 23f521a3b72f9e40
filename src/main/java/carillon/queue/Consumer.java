package carillon.queue;

import carillon.job.QueueName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A consumer of a queue's group and the commands it gives.
 *
 * @param node the incarnation of the node it belongs to
 * @param name {@code <node>/<worker>}
 */
record Consumer(QueueName queue, String node, String name) {
  private static final int ALL_PENDING = 1000;

  /** Up to {@code most} jobs, without waiting. */
  Request fetch(int most, List<String> order) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of(name, node, Node.SILENCE.toMillis(), most));
    arguments.addAll(order);
    return Request.of(Script.FETCH, queue, arguments);
  }

  /** The next job as soon as there is one. */
  Request await(long millis) {
    return read(options(1).add("BLOCK").add(millis), List.of(ReadyStream.values()), ">");
  }

  /** What this consumer was handed out and has not ended, one request for each stream. */
  List<Request> readPending() {
    return Arrays.stream(ReadyStream.values())
        .map(stream -> read(options(ALL_PENDING), List.of(stream), "0"))
        .toList();
  }

  /** The reply to {@link #fetch}: stream, entries, … */
  Entries fetched(Object reply) {
    Entries entries = new Entries(queue);
    List<?> parts = Reply.list(reply);
    for (int i = 0; i < parts.size(); i += 2) {
      entries.read(stream(Reply.text(parts.get(i))), Reply.list(parts.get(i + 1)));
    }
    return entries;
  }

  /** The reply to {@link #await}: pairs of a key and entries. */
  Entries awaited(Object reply) {
    return pending(Collections.singletonList(reply));
  }

  /** The replies to {@link #readPending}; a stream without the group has nothing pending. */
  Entries pending(List<Object> replies) {
    Entries entries = new Entries(queue);
    for (Object reply : replies) {
      if (!(reply instanceof JedisDataException refused)) {
        read(reply, entries);
      } else if (!Refusal.noGroup(refused)) {
        throw refused;
      }
    }
    return entries;
  }

  private static void read(Object reply, Entries entries) {
    for (Object part : Reply.list(reply)) {
      List<?> pair = Reply.list(part);
      String key = Reply.text(pair.get(0));
      entries.read(stream(key.substring(key.lastIndexOf(':') + 1)), Reply.list(pair.get(1)));
    }
  }

  private CommandArguments options(int most) {
    return new CommandArguments(Command.XREADGROUP)
        .add("GROUP")
        .add(Keys.GROUP)
        .add(name)
        .add("COUNT")
        .add(most);
  }

  private Request read(CommandArguments command, List<ReadyStream> streams, String from) {
    command.add("STREAMS");
    streams.forEach(stream -> command.add(Keys.ready(queue, stream)));
    streams.forEach(stream -> command.add(from));
    return new Request(command);
  }

  private static ReadyStream stream(String text) {
    return ReadyStream.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
