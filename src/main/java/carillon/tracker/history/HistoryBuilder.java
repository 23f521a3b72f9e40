package carillon.tracker.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How an artifact grows by past changes: the rows that follow from them. For one thread. */
final class HistoryBuilder {
  private final long artifactId;
  private int sequence;
  private Instant updatedAt;
  private final Map<Long, String> before;
  private final Map<Long, String> values;
  private final List<Step> steps = new ArrayList<>();

  /** A changeset to be written. */
  record Step(long artifactId, int sequence, DatedChange change, List<Difference> differences) {}

  /** What a changeset changes in a field; contents are JSON, null when empty. */
  record Difference(long fieldId, String before, String after) {}

  /**
   * @param sequence of its last changeset; 0 when it has none
   * @param values its present ones by field
   */
  HistoryBuilder(long artifactId, int sequence, Map<Long, String> values) {
    this.artifactId = artifactId;
    this.sequence = sequence;
    this.before = Map.copyOf(values);
    this.values = new HashMap<>(values);
  }

  /**
   * @param fields the tracker's, by name
   */
  HistoryBuilder add(List<DatedChange> changes, Map<String, Long> fields) {
    for (DatedChange change : changes) {
      List<Difference> differences = new ArrayList<>();
      change.values().forEach((name, value) -> set(fields.get(name), value, differences));
      steps.add(new Step(artifactId, ++sequence, change, differences));
      updatedAt = change.at();
    }
    return this;
  }

  long artifactId() {
    return artifactId;
  }

  int sequence() {
    return sequence;
  }

  /** The date of its last change; null when nothing was added. */
  Instant updatedAt() {
    return updatedAt;
  }

  List<Step> steps() {
    return steps;
  }

  /** What is different in the end from what it was at first. */
  List<Difference> differences() {
    Map<Long, String> all = new HashMap<>(before);
    all.putAll(values);
    return all.keySet().stream()
        .map(field -> new Difference(field, before.get(field), values.get(field)))
        .filter(difference -> !Objects.equals(difference.before(), difference.after()))
        .toList();
  }

  /** A field that the tracker does not have is empty already. */
  private void set(Long field, JsonNode value, List<Difference> differences) {
    String content = value.isNull() ? null : value.toString();
    if (field == null && content == null) {
      return;
    }
    String old = content == null ? values.remove(field) : values.put(field, content);
    if (!Objects.equals(old, content)) {
      differences.add(new Difference(field, old, content));
    }
  }
}
