package carillon.tracker.api;

import carillon.tracker.NotificationRule;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A notification rule.
 *
 * @param addresses null for those who may not see addresses
 */
record RuleView(
    @Schema(nullable = true) List<String> addresses,
    List<String> users,
    List<String> groups,
    boolean allUpdates,
    boolean checkPermissions) {
  static RuleView of(NotificationRule rule, Reader reader) {
    return new RuleView(
        reader.all() ? List.copyOf(rule.addresses()) : null,
        GroupView.usernames(rule.users()),
        GroupView.names(rule.groups()),
        rule.allUpdates(),
        rule.checkPermissions());
  }
}
