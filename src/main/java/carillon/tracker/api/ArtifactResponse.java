package carillon.tracker.api;

import carillon.tracker.Artifact;
import carillon.tracker.Field;
import carillon.tracker.FieldType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An artifact.
 *
 * @param submittedBy user name or, for those who may see it, the address of an actor without
 *     account
 * @param values by field name, in the tracker's order; null where empty
 */
record ArtifactResponse(
    long id,
    long trackerId,
    long projectId,
    @Schema(nullable = true) String submittedBy,
    Instant submittedAt,
    Instant updatedAt,
    int changesets,
    List<String> viewGroups,
    Map<String, JsonNode> values) {
  ArtifactResponse {
    // Not Map.copyOf: the order of the fields, and nulls.
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static ArtifactResponse of(Artifact artifact, Viewer viewer) {
    return new ArtifactResponse(
        artifact.id(),
        artifact.tracker().id(),
        artifact.tracker().project().id(),
        viewer.name(artifact.submitter()),
        artifact.submittedAt(),
        artifact.updatedAt(),
        artifact.lastSequence(),
        GroupResponse.names(artifact.viewGroups()),
        values(artifact, viewer));
  }

  private static Map<String, JsonNode> values(Artifact artifact, Viewer viewer) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (Field field : artifact.tracker().fields()) {
      JsonNode value =
          field.type() == FieldType.SUBMITTER
              ? TextNode.valueOf(viewer.name(artifact.submitter()))
              : StoredValues.read(artifact.values().get(field.id()));
      values.put(field.name(), value);
    }
    return values;
  }
}
