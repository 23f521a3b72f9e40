package carillon.job;

/** Is told that a job begins to run, in its worker's thread; has to be quick. Thread-safe. */
public interface RunListener {
  void begins(Job job, QueueName queue);
}
