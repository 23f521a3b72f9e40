package carillon.notification.recipients;

import java.util.List;

/**
 * A rule of the tracker's administrator.
 *
 * @param addresses plain addresses; one that belongs to an account means that person
 * @param users ids of users, members of the rule's groups among them
 * @param allUpdates false: creations only
 * @param checkPermissions false: its recipients see all fields, as the administrator decided
 */
public record GlobalRule(
    List<String> addresses, List<Long> users, boolean allUpdates, boolean checkPermissions) {
  public GlobalRule {
    addresses = List.copyOf(addresses);
    users = List.copyOf(users);
  }

  boolean appliesTo(ChangeFacts changeFacts) {
    return allUpdates || changeFacts.creation();
  }
}
