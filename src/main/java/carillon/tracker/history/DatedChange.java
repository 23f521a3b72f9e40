package carillon.tracker.history;

import carillon.tracker.Comment;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/**
 * A change that was made elsewhere, some time ago.
 *
 * @param submitter the id of the account that stands for who made it
 * @param values new values by field name, as the tracker keeps them; a JSON null empties
 * @param comment null for none
 */
public record DatedChange(
    long submitter, Instant at, Map<String, JsonNode> values, Comment comment) {
  public DatedChange {
    values = Map.copyOf(values);
  }
}
