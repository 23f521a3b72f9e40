package carillon.monitoring;

import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobQueue;
import carillon.job.engine.JobView;
import carillon.job.engine.NewJob;
import carillon.job.engine.QueueStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A queue with fixed numbers that can be away. */
class FakeQueue implements JobQueue {
  final AtomicInteger asked = new AtomicInteger();
  volatile boolean away;
  volatile boolean configured = true;

  @Override
  public boolean configured() {
    return configured;
  }

  @Override
  public List<JobId> enqueue(List<NewJob> jobs) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Duration unavailableFor(QueueName queue) {
    return Duration.ZERO;
  }

  @Override
  public Optional<JobView> find(JobId id) {
    return Optional.empty();
  }

  @Override
  public QueueStatus status(QueueName queue) {
    asked.incrementAndGet();
    if (away) {
      throw new QueueUnavailableException("away", null);
    }
    return new QueueStatus(
        queue,
        4,
        3,
        2,
        1,
        MetricsTest.NOW.minusSeconds(40),
        false,
        MetricsTest.NOW.plusSeconds(9),
        MetricsTest.NOW.minusSeconds(10),
        false,
        Map.of());
  }

  @Override
  public Optional<Instant> oldestReady(QueueName queue) {
    return Optional.empty();
  }

  @Override
  public int nodes() {
    return 2;
  }
}
