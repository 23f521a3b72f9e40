package carillon.admin.stream;

import carillon.job.engine.JobStateChange;

/**
 * Jobs of one event that changed their state.
 *
 * @param id of the one job, null when they are several
 * @param state what they are now
 */
public record JobStateEvent(String id, String queue, String eventName, String state, int count) {

  /** Jobs of another node. */
  static JobStateEvent elsewhere(JobStateChange moved) {
    return new JobStateEvent(
        null, moved.queue().text(), moved.eventName(), moved.state().text(), moved.count());
  }
}
