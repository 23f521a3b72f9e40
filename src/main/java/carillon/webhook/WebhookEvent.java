package carillon.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a webhook is told of. */
public enum WebhookEvent {
  @JsonProperty("create")
  CREATE,
  @JsonProperty("update")
  UPDATE
}
