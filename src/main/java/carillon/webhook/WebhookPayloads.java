package carillon.webhook;

import carillon.http.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Composes what a webhook is told: no more than its owner may read now. */
@ApplicationScoped
class WebhookPayloads {
  @Inject VisibleChangesetTable sight;

  /** The person who acts: an account, or an address without one. */
  record Person(String username, String realName, String email) {}

  /**
   * The artifact as it was after a changeset.
   *
   * @param values by field name; null where empty, without those that the owner may not read
   * @param comment null when there is none that the owner may read
   */
  record State(
      long changesetId,
      Person submittedBy,
      Instant submittedAt,
      Map<String, Object> values,
      Comment comment) {}

  record Comment(String body, String format) {}

  /**
   * What is sent.
   *
   * @param id the artifact's
   * @param previous null for a creation
   */
  record Payload(
      long id, long trackerId, String action, Person user, State current, State previous) {}

  /** Empty when the owner may not see the artifact, or it is deleted. */
  public Optional<byte[]> of(Webhook hook, long changesetId) {
    return sight.seen(hook.ownerId(), changesetId).map(seen -> json(payload(hook, seen)));
  }

  /** What a ping says. */
  byte[] ping(Webhook hook) {
    return json(Map.of("action", "ping", "trackerId", hook.trackerId()));
  }

  private Payload payload(Webhook hook, VisibleChangesetTable.Seen seen) {
    State current = sight.state(hook.ownerId(), seen);
    State previous =
        sight.before(hook.ownerId(), seen).map(s -> sight.state(hook.ownerId(), s)).orElse(null);
    return new Payload(
        seen.artifactId(),
        hook.trackerId(),
        previous == null ? "create" : "update",
        current.submittedBy(),
        current,
        previous);
  }

  private static byte[] json(Object value) {
    try {
      return Json.MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
