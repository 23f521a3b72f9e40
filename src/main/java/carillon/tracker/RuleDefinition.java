package carillon.tracker;

import carillon.problem.Bounds;
import carillon.problem.EmailAddress;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A global notification rule.
 *
 * @param addresses to be said, so that somebody who may not see them does not delete them by
 *     writing back what was read
 * @param allUpdates whether it applies to updates too, not only to creations; false unless said
 * @param checkPermissions whether its recipients see only what they may read; true unless said
 */
public record RuleDefinition(
    @NotNull(message = "is required, [] for none") @Size(max = Bounds.ENTRIES)
        List<@NotNull(message = NamePatterns.REQUIRED) @EmailAddress String> addresses,
    @Size(max = Bounds.ENTRIES) List<@NotNull(message = NamePatterns.REQUIRED) String> users,
    @Size(max = Bounds.ENTRIES) List<@NotNull(message = NamePatterns.REQUIRED) String> groups,
    Boolean allUpdates,
    Boolean checkPermissions) {
  public RuleDefinition {
    users = users == null ? List.of() : users;
    groups = groups == null ? List.of() : groups;
    allUpdates = allUpdates != null && allUpdates;
    checkPermissions = checkPermissions == null || checkPermissions;
  }
}
