package carillon.queue;

import carillon.job.QueueName;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

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
    return read(
        new CommandArguments(Command.XREADGROUP)
            .add("GROUP")
            .add(Keys.GROUP)
            .add(name)
            .add("COUNT")
            .add(1)
            .add("BLOCK")
            .add(millis),
        ">");
  }

  /** What this consumer was handed out and has not ended. */
  Request readPending() {
    return read(
        new CommandArguments(Command.XREADGROUP)
            .add("GROUP")
            .add(Keys.GROUP)
            .add(name)
            .add("COUNT")
            .add(ALL_PENDING),
        "0");
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

  /** The reply to the other two: pairs of a key and entries. */
  Entries pending(Object reply) {
    Entries entries = new Entries(queue);
    for (Object part : Reply.list(reply)) {
      List<?> pair = Reply.list(part);
      String key = Reply.text(pair.get(0));
      entries.read(stream(key.substring(key.lastIndexOf(':') + 1)), Reply.list(pair.get(1)));
    }
    return entries;
  }

  private Request read(CommandArguments command, String from) {
    command.add("STREAMS");
    for (ReadyStream stream : ReadyStream.values()) {
      command.add(Keys.ready(queue, stream));
    }
    for (int i = 0; i < ReadyStream.values().length; i++) {
      command.add(from);
    }
    return new Request(command);
  }

  private static ReadyStream stream(String text) {
    return ReadyStream.valueOf(text.toUpperCase(java.util.Locale.ROOT));
  }
}
