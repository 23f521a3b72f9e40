package carillon.job;

import java.time.Instant;
import java.util.Map;

/**
 * A queue in numbers.
 *
 * @param counters enqueued, done, requeued, discarded … since the queue exists
 * @param oldestReady when the oldest waiting job was enqueued, null when none waits
 */
public record QueueStatus(
    QueueName name,
    long ready,
    long scheduled,
    long running,
    long dead,
    Instant oldestReady,
    Map<String, Long> counters) {}
