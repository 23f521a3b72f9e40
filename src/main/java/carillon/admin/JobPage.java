package carillon.admin;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A page of jobs.
 *
 * @param next the cursor of the next page, null on the last one
 * @param scanned how many jobs were looked at for it; more than it has when a filter passes over
 *     some
 */
public record JobPage(List<JobResponse> items, @Schema(nullable = true) String next, long scanned) {
  public JobPage {
    items = List.copyOf(items);
  }
}
