package carillon.tracker;

/**
 * What can change about an account.
 *
 * @param locale a BCP 47 language tag such as {@code en} or {@code fr-CA}
 * @param timezone a time zone's id such as {@code Europe/Paris}
 * @param ownActions whether they want mails about their own changes
 * @param allUpdates whether they want a mail on every update of what they commented on
 * @param unsubscribedFromAll whether they want no mail at all
 */
public record Profile(
    String realName,
    String email,
    UserStatus status,
    String locale,
    String timezone,
    MailFormat mailFormat,
    boolean ownActions,
    boolean allUpdates,
    boolean unsubscribedFromAll) {

  /** The same account, marked deleted. */
  Profile deleted() {
    return new Profile(
        realName,
        email,
        UserStatus.DELETED,
        locale,
        timezone,
        mailFormat,
        ownActions,
        allUpdates,
        unsubscribedFromAll);
  }
}
