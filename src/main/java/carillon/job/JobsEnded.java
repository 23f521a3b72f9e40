package carillon.job;

import java.util.List;

/**
 * Runs of jobs have ended and Redis knows. Fired as a CDI event by a worker, once for all that it
 * reported together.
 *
 * @param runs not empty
 */
public record JobsEnded(List<JobEnded> runs) {
  public JobsEnded {
    runs = List.copyOf(runs);
  }
}
