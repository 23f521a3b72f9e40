package carillon.job.engine;

import java.time.Instant;

/**
 * Which jobs; null in any part means all.
 *
 * @param error the class of the last error, or why a dead letter was buried
 * @param from the earliest time, that of the list it is applied to: waiting since, due, died
 * @param to the first time that is too late
 */
public record JobFilter(String eventName, String error, Long projectId, Instant from, Instant to) {
  public static final JobFilter ALL = new JobFilter(null, null, null, null, null);
}
