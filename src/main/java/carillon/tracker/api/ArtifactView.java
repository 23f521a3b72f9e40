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
record ArtifactView(
    long id,
    long trackerId,
    long projectId,
    @Schema(nullable = true) String submittedBy,
    Instant submittedAt,
    Instant updatedAt,
    int changesets,
    List<String> viewGroups,
    Map<String, JsonNode> values) {
  ArtifactView {
    // Not Map.copyOf: the order of the fields, and nulls.
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static ArtifactView of(Artifact artifact, Reader reader) {
    return new ArtifactView(
        artifact.id(),
        artifact.tracker().id(),
        artifact.tracker().project().id(),
        reader.name(artifact.submitter()),
        artifact.submittedAt(),
        artifact.updatedAt(),
        artifact.lastSequence(),
        GroupView.names(artifact.viewGroups()),
        values(artifact, reader));
  }

  private static Map<String, JsonNode> values(Artifact artifact, Reader reader) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (Field field : artifact.tracker().fields()) {
      JsonNode value =
          field.type() == FieldType.SUBMITTER
              ? TextNode.valueOf(reader.name(artifact.submitter()))
              : Contents.read(artifact.values().get(field.id()));
      values.put(field.name(), value);
    }
    return values;
  }
}
