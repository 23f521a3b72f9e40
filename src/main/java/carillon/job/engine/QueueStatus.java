package carillon.job.engine;

import carillon.job.QueueName;
import java.time.Instant;
import java.util.Map;

/**
 * A queue in numbers.
 *
 * @param oldestReady since when the oldest waiting job could be taken, null when none waits
 * @param paused whether workers take nothing
 * @param firstScheduled when the first of the scheduled jobs is due, null when there is none
 * @param oldestDead when the oldest dead letter was buried, null when there is none
 * @param recounted whether, within the last hour, the bytes of its jobs had to be counted anew
 * @param counters enqueued, done, requeued, discarded … since the queue exists
 */
public record QueueStatus(
    QueueName name,
    long ready,
    long scheduled,
    long running,
    long dead,
    Instant oldestReady,
    boolean paused,
    Instant firstScheduled,
    Instant oldestDead,
    boolean recounted,
    Map<String, Long> counters) {

  public long counter(String name) {
    return counters.getOrDefault(name, 0L);
  }

  /**
   * How many jobs are there, or have ended, that were never enqueued; below zero: how many were and
   * are nowhere. All numbers are of one moment, so anything but zero is the mark of a hand in Redis
   * or of an error.
   */
  public long unaccounted() {
    long ended = counter("done") + counter("cancelled") + counter("expired") + counter("deleted");
    return ended + ready + scheduled + running + dead - counter("enqueued");
  }
}
