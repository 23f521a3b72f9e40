package carillon.notification.recipients;

import carillon.tracker.UserStatus;
import java.util.Set;

/**
 * A person with an account, seen from one project.
 *
 * @param address empty text when they have none
 * @param projectMember whether they belong to the changeset's project
 * @param groups the groups they belong to, by id
 */
public record Person(
    long userId,
    String address,
    UserStatus status,
    Preferences preferences,
    boolean projectMember,
    Set<Long> groups)
    implements Candidate {

  /**
   * What the person asked for.
   *
   * @param ownActions mail about their own changes
   * @param allUpdates mail about every update of what they once commented
   * @param unsubscribedFromAll no mail at all
   */
  public record Preferences(boolean ownActions, boolean allUpdates, boolean unsubscribedFromAll) {
    public static final Preferences DEFAULT = new Preferences(true, true, false);
  }

  public Person {
    groups = Set.copyOf(groups);
  }

  /** Whether the account is in use at all: active or restricted. */
  public boolean inUse() {
    return status == UserStatus.ACTIVE || status == UserStatus.RESTRICTED;
  }

  @Override
  public RecipientId id() {
    return RecipientId.ofUser(userId);
  }
}
