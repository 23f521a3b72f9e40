package carillon.notification;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The payload of {@code tuleap.tracker.artifact}, as Tuleap names its parts.
 *
 * @param artifactId above zero
 * @param changesetId above zero
 * @param taskId Carillon's own: the changeset's task; null in jobs that others enqueue
 */
public record ArtifactChangedPayload(
    @JsonProperty(value = "artifact_id", required = true) long artifactId,
    @JsonProperty(value = "changeset_id", required = true) long changesetId,
    @JsonProperty("send_notifications") Boolean sendNotifications,
    @JsonProperty("task_id") Long taskId) {
  static final String EVENT = "tuleap.tracker.artifact";

  public ArtifactChangedPayload {
    if (artifactId <= 0 || changesetId <= 0) {
      throw new IllegalArgumentException("artifact_id and changeset_id are above zero");
    }
  }
}
