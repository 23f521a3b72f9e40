package carillon.admin;

import java.util.List;

/**
 * The answer to {@code POST /jobs/bulk}.
 *
 * @param ids of the accepted ones, in their order
 */
public record BulkAccepted(int accepted, List<String> ids, List<Rejected> rejected) {

  /** What was wrong with the job at an index, from 0. */
  public record Rejected(int index, String detail) {}
}
