package carillon.tracker.api;

import carillon.problem.Bounds;
import carillon.problem.EmailAddress;
import carillon.tracker.ChangeRequest;
import carillon.tracker.NewComment;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/** One change of many artifacts of a tracker. */
record BulkChange(
    @NotEmpty(message = "must name 1 to 1000 artifacts")
        @Size(max = Bounds.ENTRIES, message = "must name 1 to 1000 artifacts")
        List<@NotNull(message = "is required") Long> artifactIds,
    @Size(max = Bounds.ENTRIES) Map<String, JsonNode> values,
    @Valid NewComment comment,
    @NotBlank(message = "is required") @Size(max = EmailAddress.LONGEST) String submittedBy,
    Boolean sendNotifications) {

  ChangeRequest change() {
    return new ChangeRequest(submittedBy, values, comment, null, sendNotifications);
  }
}
