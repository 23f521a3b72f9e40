package carillon.jiraimport.batch;

import carillon.http.Caller;
import carillon.jiraimport.mapping.FieldKind;
import carillon.jiraimport.mapping.FieldMapping;
import carillon.jiraimport.mapping.IssueHistory;
import carillon.jiraimport.mapping.MappedField;
import carillon.problem.ExpectedVersion;
import carillon.text.Printable;
import carillon.tracker.Field;
import carillon.tracker.FieldDefinition;
import carillon.tracker.FieldType;
import carillon.tracker.Tracker;
import carillon.tracker.TrackerLookup;
import carillon.tracker.TrackerPatch;
import carillon.tracker.Trackers;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives a tracker the fields and choices that issues need, and no more: Jira has hundreds of fields
 * that no issue uses.
 */
@ApplicationScoped
class TrackerSchemaUpdater {
  private final Trackers trackers;
  private final TrackerLookup trackerLookup;

  @Inject
  public TrackerSchemaUpdater(Trackers trackers, TrackerLookup trackerLookup) {
    this.trackers = trackers;
    this.trackerLookup = trackerLookup;
  }

  /** For the container's proxy. */
  TrackerSchemaUpdater() {
    this(null, null);
  }

  /** The types of the tracker's fields, by name. */
  @Transactional
  public Map<String, FieldType> types(long trackerId) {
    return trackerLookup.tracker(trackerId).fields().stream()
        .collect(Collectors.toMap(Field::name, Field::type));
  }

  /** Adds what these issues need and the tracker lacks. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void fit(long trackerId, FieldMapping plan, Collection<IssueHistory> issues) {
    Map<String, Set<String>> needed = needed(plan, issues);
    Tracker tracker = trackerLookup.tracker(trackerId);
    Map<String, Field> present =
        tracker.fields().stream().collect(Collectors.toMap(Field::name, field -> field));
    List<FieldDefinition> definitions = new ArrayList<>();
    for (MappedField field : plan.fields()) {
      Set<String> choices = needed.get(field.name());
      Field before = present.get(field.name());
      if (choices != null && (before == null || !before.choices().containsAll(choices))) {
        definitions.add(definition(field, before, choices));
      }
    }
    if (!definitions.isEmpty()) {
      trackers.change(trackerId, patch(definitions), ExpectedVersion.ANY, Caller.SERVER);
      mean(trackerId, tracker);
    }
  }

  /** Title, status and assignee, where the tracker has none yet. */
  private void mean(long trackerId, Tracker tracker) {
    Set<String> names = tracker.fields().stream().map(Field::name).collect(Collectors.toSet());
    String title = tracker.title().isEmpty() ? semantic(FieldMapping.TITLE, names) : null;
    String status = tracker.status().isEmpty() ? semantic(FieldMapping.STATUS, names) : null;
    String assignee = tracker.assignee().isEmpty() ? semantic(FieldMapping.ASSIGNEE, names) : null;
    if (title != null || status != null || assignee != null) {
      trackers.change(
          trackerId,
          new TrackerPatch(null, null, null, null, title, status, assignee),
          ExpectedVersion.ANY,
          Caller.SERVER);
    }
  }

  private static String semantic(String name, Set<String> names) {
    return names.contains(name) ? name : null;
  }

  /** The fields that are not empty at some time, with every choice that was made. */
  private static Map<String, Set<String>> needed(
      FieldMapping plan, Collection<IssueHistory> issues) {
    Map<String, Set<String>> needed = new LinkedHashMap<>();
    Map<String, FieldKind> kinds =
        plan.fields().stream().collect(Collectors.toMap(MappedField::name, MappedField::kind));
    for (IssueHistory issue : issues) {
      for (IssueHistory.Entry entry : issue.entries()) {
        entry
            .change()
            .values()
            .forEach(
                (name, value) -> {
                  if (!value.isNull()) {
                    Set<String> choices =
                        needed.computeIfAbsent(name, any -> new LinkedHashSet<>());
                    if (kinds.get(name).chooses()) {
                      choices.addAll(words(value));
                    }
                  }
                });
      }
    }
    return needed;
  }

  private static List<String> words(JsonNode value) {
    List<String> words = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(word -> words.add(word.asText()));
    } else {
      words.add(value.asText());
    }
    return words;
  }

  private static FieldDefinition definition(MappedField field, Field before, Set<String> choices) {
    Set<String> all = new LinkedHashSet<>(before == null ? List.of() : before.choices());
    all.addAll(choices);
    return new FieldDefinition(
        field.name(),
        before == null ? Printable.line(field.jiraName(), 250) : null,
        field.kind().type(),
        field.kind().chooses() ? List.copyOf(all) : null,
        null,
        null);
  }

  private static TrackerPatch patch(List<FieldDefinition> fields) {
    return new TrackerPatch(null, null, null, fields, null, null, null);
  }
}
