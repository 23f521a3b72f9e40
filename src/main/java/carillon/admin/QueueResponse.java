package carillon.admin;

import carillon.job.engine.QueueStatus;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A queue as HTTP shows it.
 *
 * @param oldestReady since when the oldest waiting job waits, null when none does
 * @param workersWanted how many workers the settings ask for on each node
 * @param enqueuedPerSecond over the last minute, as {@code donePerSecond}; null at first
 * @param secondsToEmpty when it is empty if all goes on like this, null when it never is
 * @param counters since the queue exists: enqueued, done, requeued, discarded, deleted, …
 */
public record QueueResponse(
    String name,
    long ready,
    long scheduled,
    long running,
    long dead,
    @Schema(nullable = true) Instant oldestReady,
    boolean paused,
    @Schema(nullable = true) Double enqueuedPerSecond,
    @Schema(nullable = true) Double donePerSecond,
    @Schema(nullable = true) Long secondsToEmpty,
    int workersWanted,
    Map<String, Long> counters) {

  public static QueueResponse of(QueueStatus status, QueueRate rate, int workersWanted) {
    return new QueueResponse(
        status.name().text(),
        status.ready(),
        status.scheduled(),
        status.running(),
        status.dead(),
        status.oldestReady(),
        status.paused(),
        rate == null ? null : rate.enqueued(),
        rate == null ? null : rate.done(),
        rate == null ? null : rate.secondsToEmpty(status.ready()),
        workersWanted,
        status.counters());
  }
}
