package carillon.admin;

import carillon.job.QueueStatus;
import java.time.Instant;
import java.util.Map;

/**
 * A queue as HTTP shows it.
 *
 * @param oldestReady since when the oldest waiting job waits, null when none does
 * @param workersWanted how many workers the settings ask for on each node
 * @param counters since the queue exists: enqueued, done, requeued, discarded, deleted
 */
public record QueueAnswer(
    String name,
    long ready,
    long scheduled,
    long running,
    long dead,
    Instant oldestReady,
    int workersWanted,
    Map<String, Long> counters) {

  static QueueAnswer of(QueueStatus status, int workersWanted) {
    return new QueueAnswer(
        status.name().text(),
        status.ready(),
        status.scheduled(),
        status.running(),
        status.dead(),
        status.oldestReady(),
        workersWanted,
        status.counters());
  }
}
