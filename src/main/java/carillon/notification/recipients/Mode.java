package carillon.notification.recipients;

/** What a person wants from one tracker. Without a mode the tracker's rules decide. */
public enum Mode {
  EVERY_CHANGE(true),
  /** Only what they have a part in. */
  INVOLVED(false),
  STATUS_ONLY(true),
  CREATION_ONLY(true),
  /** Unsubscribed. */
  NONE(false);

  private final boolean subscribes;

  Mode(boolean subscribes) {
    this.subscribes = subscribes;
  }

  /** Whether the mode makes the person a recipient; the others only filter. */
  public boolean subscribes() {
    return subscribes;
  }
}
