package carillon.bench;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** A job that only records how long after its due time it started. Thread-safe. */
@ApplicationScoped
public class TimedJob implements JobHandler<TimedJob.Due> {
  private final ConcurrentHistogram micros =
      new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(10), 3);

  /**
   * @param nanos {@link System#nanoTime()} of this server when the push should have begun
   */
  public record Due(long nanos) {}

  @Override
  public String eventName() {
    return "carillon.bench.timed";
  }

  @Override
  public Class<Due> payloadType() {
    return Due.class;
  }

  @Override
  public QueueName queue() {
    return QueueName.NOTIFICATIONS;
  }

  @Override
  public void handle(Due due, JobContext context) {
    micros.recordValue(Math.max(0, (System.nanoTime() - due.nanos()) / 1000));
  }

  void forget() {
    micros.reset();
  }

  Histogram histogram() {
    return micros.copy();
  }
}
