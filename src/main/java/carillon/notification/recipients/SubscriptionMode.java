package carillon.notification.recipients;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a person wants from one tracker. Without a mode the tracker's rules decide. */
public enum SubscriptionMode {
  @JsonProperty("every-change")
  EVERY_CHANGE(true),
  /** Only what they have a part in. */
  @JsonProperty("involved")
  INVOLVED(false),
  @JsonProperty("status-only")
  STATUS_ONLY(true),
  @JsonProperty("creation-only")
  CREATION_ONLY(true),
  /** Unsubscribed. */
  @JsonProperty("none")
  NONE(false);

  private final boolean subscribes;

  SubscriptionMode(boolean subscribes) {
    this.subscribes = subscribes;
  }

  /** Whether the mode makes the person a recipient; the others only filter. */
  public boolean subscribes() {
    return subscribes;
  }

  /** As it is stored, such as {@code status-only}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static SubscriptionMode of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
