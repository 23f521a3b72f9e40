package carillon.webhook;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;

/**
 * A webhook as it is wanted.
 *
 * @param url its identity within the tracker
 * @param owner a user name: the webhook is told what this person may read
 * @param secret null: as before, or a generated one; {@code new}: a generated one; else {@code
 *     whsec_…}. After a change, messages are signed with the old one too for a day
 * @param events both unless said
 * @param enabled true unless said
 */
public record WebhookDefinition(
    @NotNull(message = "is required") @Size(max = 2000) String url,
    @NotNull(message = "is required") @Size(max = 60) String owner,
    @Size(max = 200) String secret,
    @Size(min = 1, message = "must not be empty")
        Set<@NotNull(message = "is required") WebhookEvent> events,
    Boolean enabled) {
  static final String NEW_SECRET = "new";

  public WebhookDefinition {
    events = events == null ? Set.of(WebhookEvent.values()) : events;
    enabled = enabled == null || enabled;
  }

  /** Without secret and address, which often holds a token. */
  @Override
  public String toString() {
    return "webhook of " + owner;
  }
}
