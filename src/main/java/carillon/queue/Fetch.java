package carillon.queue;

import java.util.List;

/**
 * How a worker asks for its next jobs. Looking at all lanes by priority takes a script, which costs
 * Redis half as much again as the jobs themselves; so, when a look brought all that was asked for,
 * the next few requests only read on where it was found. Those few are all that another project, or
 * a higher priority, ever waits for. Used by one thread.
 */
final class Fetch {
  private static final int FEW = 7;

  /** For less than this, reading on saves nothing and delays others. */
  private static final int MANY = 16;

  private final Consumer consumer;
  private List<ReadyStream> rich = List.of();
  private int readOn;
  private int looks;
  private int lane;
  private int asked;
  private boolean looking;
  private boolean groupsKnown;
  private boolean paused;

  Fetch(Consumer consumer) {
    this.consumer = consumer;
  }

  /** The groups may be gone, or this connection never saw them. */
  void groupsUnknown() {
    groupsKnown = false;
  }

  /** Whether the last look found the queue paused. */
  boolean paused() {
    return paused;
  }

  Request request(int most, boolean suspect) {
    looking = suspect || readOn == 0 || rich.isEmpty() || most < MANY;
    asked = most;
    if (looking) {
      return consumer.fetch(most, !groupsKnown, suspect, Turn.number(looks++, lane));
    }
    readOn--;
    return consumer.fetchMore(Math.max(1, most / rich.size()), rich);
  }

  Entries entries(Object reply) {
    return looking ? looked(consumer.fetched(reply)) : consumer.read(reply);
  }

  private Entries looked(Fetched fetched) {
    groupsKnown = true;
    paused = fetched.paused();
    List<ReadyStream> streams = fetched.entries().streams();
    boolean full = fetched.entries().size() >= asked;
    rich = full ? streams : List.of();
    readOn = full ? FEW : 0;
    if (!streams.isEmpty()) {
      lane = (streams.get(streams.size() - 1).number() + 1) % ReadyStream.LANES;
    }
    return fetched.entries();
  }
}
