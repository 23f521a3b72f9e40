package carillon.job.engine;

import carillon.job.QueueName;
import java.util.List;

/** The workers of this node, for those who look. Thread-safe. */
public interface Workers {
  List<WorkerView> list();

  /**
   * Whether somebody keeps the workers and the background work going. False when that thread is
   * dead or has done nothing for 15 s: only a new start cures that. True while the server starts.
   */
  boolean supervised();

  /** How many workers the settings ask for on this queue right now. */
  int wanted(QueueName queue);
}
