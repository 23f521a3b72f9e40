package carillon.admin;

import carillon.job.JobsMoved;

/**
 * Jobs of one event that changed their state.
 *
 * @param id of the one job, null when they are several
 * @param state what they are now
 */
public record JobMoved(String id, String queue, String eventName, String state, int count) {

  /** Jobs of another node. */
  static JobMoved elsewhere(JobsMoved moved) {
    return new JobMoved(
        null, moved.queue().text(), moved.eventName(), moved.state().text(), moved.count());
  }
}
