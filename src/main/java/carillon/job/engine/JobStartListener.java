package carillon.job.engine;

import carillon.job.QueueName;

/** Is told that a job begins to run, in its worker's thread; has to be quick. Thread-safe. */
public interface JobStartListener {
  void begins(Job job, QueueName queue);
}
