package carillon.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;

/**
 * What somebody wants an artifact to become.
 *
 * @param submittedBy a user name or, for an actor without account, an e-mail address
 * @param values new values by field name; null empties a field, what is not named stays
 * @param viewGroups who sees the artifact; null: as before, empty: whoever sees the tracker
 * @param sendNotifications true unless said; mentions are notified even so
 */
public record ChangeRequest(
    @NotBlank(message = NamePatterns.REQUIRED) String submittedBy,
    Map<String, JsonNode> values,
    @Valid NewComment comment,
    List<String> viewGroups,
    Boolean sendNotifications) {
  public ChangeRequest {
    values = values == null ? Map.of() : values;
    comment = comment == null || comment.blank() ? null : comment;
    sendNotifications = sendNotifications == null || sendNotifications;
  }
}
