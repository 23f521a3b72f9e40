package carillon.queue;

import java.time.Duration;
import java.util.List;

/**
 * How a worker asks for its next jobs. To look at all lanes by priority takes a script, and to wait
 * on all of them is no cheaper: each costs Redis as much as 30 jobs. So, where jobs were found, the
 * next requests only read on there, for a few milliseconds or batches; and where a crowd was found,
 * more are waited for there first, for a moment. That is all that another project, or a higher
 * priority, ever waits for. Used by one thread.
 */
final class Fetch {
  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();
  private static final int LOOK_AGAIN_BATCHES = 8;
  private static final int CROWD = 16;
  private static final int MOMENT_MS = 2;

  private final Consumer consumer;
  private List<ReadyStream> found = List.of();
  private List<ReadyStream> crowded = List.of();
  private long lookedAt;
  private int taken;
  private int looks;
  private int lane;
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

  /** Whether reading on is not enough now; for a few jobs it saves nothing and is unfair. */
  boolean mustLook(int most) {
    return most < CROWD
        || !groupsKnown
        || found.isEmpty()
        || taken >= LOOK_AGAIN_BATCHES * most
        || System.nanoTime() - lookedAt >= LOOK_AGAIN_NANOS;
  }

  Request look(int most, boolean suspect) {
    looking = true;
    lookedAt = System.nanoTime();
    taken = 0;
    return consumer.fetch(most, !groupsKnown, suspect, Turn.number(looks++, lane));
  }

  Request readOn(int most) {
    looking = false;
    return consumer.fetchMore(most, found);
  }

  /** The reply to either. */
  Entries entries(Object reply) {
    return looking ? looked(consumer.fetched(reply)) : found(consumer.read(reply));
  }

  /** Waits a moment for more, where there was a crowd. */
  Entries awaitMore(RedisConnection connection, int most) {
    if (crowded.isEmpty()) {
      return none();
    }
    Request more = consumer.awaitMore(most, crowded, MOMENT_MS);
    crowded = List.of();
    return found(consumer.read(connection.blocking(more, MOMENT_MS)));
  }

  /** Waits for the next ones; none while the queue is paused. */
  Entries await(RedisConnection connection, int millis) {
    if (paused) {
      connection.blocking(consumer.rest(millis), millis);
      return none();
    }
    return found(consumer.read(connection.blocking(consumer.await(millis), millis)));
  }

  private Entries none() {
    return new Entries(consumer.queue());
  }

  private Entries looked(Fetched fetched) {
    groupsKnown = true;
    paused = fetched.paused();
    List<ReadyStream> streams = fetched.entries().streams();
    if (!streams.isEmpty()) {
      lane = (streams.get(streams.size() - 1).number() + 1) % ReadyStream.LANES;
    }
    return found(fetched.entries());
  }

  private Entries found(Entries entries) {
    taken += entries.size();
    // Suspects are taken one by one.
    found = entries.streams().contains(ReadyStream.SUSPECTS) ? List.of() : entries.streams();
    if (paused) {
      crowded = List.of();
    } else if (entries.size() >= CROWD) {
      crowded = found;
    }
    return entries;
  }
}
