package carillon.job.engine;

import carillon.job.QueueName;
import java.util.List;

/** The workers of this node, for those who look. Thread-safe. */
public interface Workers {
  List<WorkerView> list();

  /** How many workers the settings ask for on this queue right now. */
  int wanted(QueueName queue);
}
