package carillon.tracker;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which changes a tracker notifies at all. */
public enum NotificationLevel {
  @JsonProperty("default")
  DEFAULT,
  @JsonProperty("disabled")
  DISABLED,
  @JsonProperty("status-change")
  STATUS_CHANGE
}
