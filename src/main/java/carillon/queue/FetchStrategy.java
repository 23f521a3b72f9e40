package carillon.queue;

import carillon.queue.redis.ReadyStream;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisConnection;
import java.time.Duration;
import java.util.List;

/**
 * How a worker fetches its next jobs. Looking at all lanes by priority takes a script, and a
 * blocking read of all of them is no cheaper: each costs Redis as much as 30 jobs. So, where jobs
 * were found, the next fetches read the same streams again, for at most 20 ms or 8 batches; after a
 * batch of 16 or more the worker also waits there first, for 2 ms. Another project or a higher
 * priority waits no longer than that. Used by one thread.
 */
final class FetchStrategy {
  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();
  private static final int LOOK_AGAIN_BATCHES = 8;
  private static final int CROWD = 16;
  private static final int MOMENT_MS = 2;

  private final ConsumerCommands consumerCommands;
  private List<ReadyStream> found = List.of();
  private List<ReadyStream> crowded = List.of();
  private long lookedAt;
  private int taken;
  private int looks;
  private int lane;
  private boolean looking;
  private boolean groupsKnown;
  private boolean paused;

  FetchStrategy(ConsumerCommands consumerCommands) {
    this.consumerCommands = consumerCommands;
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

  RedisCommand look(int most, boolean suspect) {
    looking = true;
    lookedAt = System.nanoTime();
    taken = 0;
    return consumerCommands.fetch(most, !groupsKnown, suspect, FetchOrder.number(looks++, lane));
  }

  RedisCommand readOn(int most) {
    looking = false;
    return consumerCommands.fetchMore(most, found);
  }

  /** The reply to either. */
  StreamEntries entries(Object reply) {
    return looking ? looked(consumerCommands.fetched(reply)) : found(consumerCommands.read(reply));
  }

  /** Waits a moment for more, where there was a crowd. */
  StreamEntries awaitMore(RedisConnection connection, int most) {
    if (crowded.isEmpty()) {
      return none();
    }
    RedisCommand more = consumerCommands.awaitMore(most, crowded, MOMENT_MS);
    crowded = List.of();
    return found(consumerCommands.read(connection.blocking(more, MOMENT_MS)));
  }

  /** Waits for the next ones; none while the queue is paused. */
  StreamEntries await(RedisConnection connection, int millis) {
    if (paused) {
      connection.blocking(consumerCommands.awaitWhilePaused(millis), millis);
      return none();
    }
    return found(
        consumerCommands.read(connection.blocking(consumerCommands.await(millis), millis)));
  }

  private StreamEntries none() {
    return new StreamEntries(consumerCommands.queue());
  }

  private StreamEntries looked(ConsumerCommands.Fetched fetched) {
    groupsKnown = true;
    paused = fetched.paused();
    List<ReadyStream> streams = fetched.entries().streams();
    if (!streams.isEmpty()) {
      lane = (streams.get(streams.size() - 1).number() + 1) % ReadyStream.LANES;
    }
    return found(fetched.entries());
  }

  private StreamEntries found(StreamEntries streamEntries) {
    taken += streamEntries.size();
    // Suspects are taken one by one.
    found =
        streamEntries.streams().contains(ReadyStream.SUSPECTS)
            ? List.of()
            : streamEntries.streams();
    if (paused) {
      crowded = List.of();
    } else if (streamEntries.size() >= CROWD) {
      crowded = found;
    }
    return streamEntries;
  }
}
