package carillon.job.engine;

import java.util.List;

/**
 * Runs of jobs have ended and Redis knows. Fired as a CDI event by a worker, once for all that it
 * reported together.
 *
 * @param runs not empty
 */
public record RunsCompleted(List<CompletedRun> runs) {
  public RunsCompleted {
    runs = List.copyOf(runs);
  }
}
