package carillon.notification.recipients;

import java.util.Locale;

/** The rules that keep a mail from someone. */
public enum ExclusionReason {
  /** The author of the change asked for no notifications. */
  NOTIFICATIONS_OFF,
  /** The tracker notifies nobody. */
  TRACKER_DISABLED,
  /** What was changed was undone again before anybody was told. */
  NOTHING_CHANGED,
  /** The tracker notifies the people involved only when the status changes. */
  STATUS_UNCHANGED,
  /** The person wants no mail on every update of what they commented. */
  NO_EVERY_UPDATE,
  INACTIVE,
  OWN_CHANGE,
  MAY_NOT_READ,
  UNSUBSCRIBED_FROM_ALL,
  UNSUBSCRIBED_FROM_TRACKER,
  UNSUBSCRIBED_FROM_ARTIFACT,
  /** The person wants only what they are involved in. */
  INVOLVED_ONLY,
  /** The person wants only changes of the status. */
  STATUS_ONLY,
  /** The person wants only creations. */
  CREATION_ONLY,
  /** The person has no e-mail address. */
  NO_ADDRESS;

  /** As it is stored and shown, such as {@code own-change}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
