package carillon.notification.recipients;

import carillon.tracker.NotificationLevel;
import java.util.List;

/**
 * All that the choice of recipients depends on, as it was at one moment.
 *
 * @param sendNotifications false when the author asked for none: only mentions are notified
 * @param people everyone named anywhere in the other parts; ids that it lacks are passed over
 */
public record RecipientInput(
    ChangeFacts change,
    boolean sendNotifications,
    NotificationLevel level,
    Involvement involvement,
    List<GlobalRule> rules,
    Subscriptions subscriptions,
    Access access,
    Accounts people) {
  public RecipientInput {
    rules = List.copyOf(rules);
  }
}
