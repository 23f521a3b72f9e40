package carillon.tracker;

import carillon.problem.Bounds;
import carillon.problem.EmailAddress;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
    @NotBlank(message = NamePatterns.REQUIRED) @Size(max = EmailAddress.LONGEST) String submittedBy,
    @Size(max = Bounds.ENTRIES) Map<String, JsonNode> values,
    @Valid NewComment comment,
    @Size(max = Bounds.ENTRIES) List<@NotNull(message = NamePatterns.REQUIRED) String> viewGroups,
    Boolean sendNotifications) {
  public ChangeRequest {
    values = values == null ? Map.of() : values;
    comment = comment == null || comment.blank() ? null : comment;
    sendNotifications = sendNotifications == null || sendNotifications;
  }
}
