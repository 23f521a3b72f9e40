package carillon.monitoring;

import carillon.job.QueueName;
import carillon.job.engine.WorkerView;
import carillon.job.engine.Workers;
import java.time.Instant;
import java.util.List;

/** One busy worker of the queue {@code notifications}. */
class FakeWorkers implements Workers {
  @Override
  public List<WorkerView> list() {
    Instant now = Instant.EPOCH;
    return List.of(
        new WorkerView(
            "n", "w", QueueName.NOTIFICATIONS, now, true, "id", "e", now, now, 1, false));
  }

  @Override
  public boolean supervised() {
    return true;
  }

  @Override
  public int wanted(QueueName queue) {
    return queue == QueueName.NOTIFICATIONS ? 1 : 0;
  }
}
