package carillon.monitoring;

import carillon.job.QueueName;
import carillon.job.engine.JobQueue;
import carillon.job.engine.QueueStatus;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What Redis knows, at one moment.
 *
 * @param nodes how many nodes live
 */
record QueueSample(Map<QueueName, QueueStatus> queues, int nodes) {

  /**
   * @throws carillon.job.QueueUnavailableException at the first question that is not answered, so
   *     that a dead Redis costs one time-out and not one per queue
   */
  static QueueSample take(JobQueue queue) {
    Map<QueueName, QueueStatus> queues =
        Arrays.stream(QueueName.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), queue::status));
    return new QueueSample(queues, queue.nodes());
  }

  QueueStatus of(QueueName queue) {
    return queues.get(queue);
  }
}
