package carillon.tracker.api;

import carillon.tracker.NotificationRule;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A notification rule.
 *
 * @param addresses null for those who may not see addresses
 */
record RuleResponse(
    @Schema(nullable = true) List<String> addresses,
    List<String> users,
    List<String> groups,
    boolean allUpdates,
    boolean checkPermissions) {
  static RuleResponse of(NotificationRule rule, Viewer viewer) {
    return new RuleResponse(
        viewer.all() ? List.copyOf(rule.addresses()) : null,
        GroupResponse.usernames(rule.users()),
        GroupResponse.names(rule.groups()),
        rule.allUpdates(),
        rule.checkPermissions());
  }
}
