package carillon.jiraimport.mapping;

import carillon.jiraimport.client.JiraException;
import carillon.tracker.FieldType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of Jira's fields becomes which of the tracker's. Made once from what Jira says of its
 * fields, then kept, so that an import that goes on later does the same.
 */
public record FieldMapping(List<MappedField> fields) {
  public static final String TITLE = "summary";
  public static final String STATUS = "status";
  public static final String ASSIGNEE = "assignee";

  /** What every issue has elsewhere, or what is no content. */
  static final Set<String> ELSEWHERE =
      Set.of(
          "created",
          "updated",
          "comment",
          "creator",
          "project",
          "lastViewed",
          "watches",
          "votes",
          "workratio",
          "thumbnail",
          "statuscategorychangedate",
          "statusCategory",
          "issuekey");

  private static final int MOST_FIELDS = 5_000;
  private static final int LONGEST_NAME = 60;

  private static final Map<String, FieldKind> SYSTEM =
      Map.ofEntries(
          Map.entry(TITLE, FieldKind.LINE),
          Map.entry("description", FieldKind.RICH),
          Map.entry("environment", FieldKind.RICH),
          Map.entry("issuetype", FieldKind.CHOICE),
          Map.entry(STATUS, FieldKind.CHOICE),
          Map.entry("priority", FieldKind.CHOICE),
          Map.entry("resolution", FieldKind.CHOICE),
          Map.entry(ASSIGNEE, FieldKind.PERSON),
          Map.entry("reporter", FieldKind.PERSON),
          Map.entry("labels", FieldKind.CHOICES),
          Map.entry("components", FieldKind.CHOICES),
          Map.entry("versions", FieldKind.CHOICES),
          Map.entry("fixVersions", FieldKind.CHOICES),
          Map.entry("duedate", FieldKind.DATE),
          Map.entry("resolutiondate", FieldKind.LINE));

  /** How history calls fields of several values, of which an entry names one. */
  private static final Map<String, String> IN_HISTORY =
      Map.of("Component", "components", "Version", "versions", "Fix Version", "fixVersions");

  /**
   * @param known the answer of {@code /field}
   * @param taken the tracker's own fields by name, with their types
   */
  public static FieldMapping of(JsonNode known, Map<String, FieldType> taken) {
    if (known.size() > MOST_FIELDS) {
      throw new JiraException("Jira has more than " + MOST_FIELDS + " fields");
    }
    List<MappedField> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode field : known) {
      kind(field)
          .ifPresent(
              kind -> {
                String name = name(field, kind, names, taken);
                fields.add(
                    new MappedField(
                        field.path("id").asText(), field.path("name").asText(), name, kind));
              });
    }
    return new FieldMapping(fields);
  }

  Optional<MappedField> byId(String jiraId) {
    return fields.stream().filter(field -> field.jiraId().equals(jiraId)).findFirst();
  }

  /** The field that an entry of history is about. */
  Optional<MappedField> of(JsonNode item) {
    String id = item.path("fieldId").asText("");
    String name = item.path("field").asText("");
    return byId(id.isEmpty() ? IN_HISTORY.getOrDefault(name, name) : id)
        .or(
            () ->
                fields.stream()
                    .filter(field -> field.jiraName().equalsIgnoreCase(name))
                    .findFirst());
  }

  private static Optional<FieldKind> kind(JsonNode field) {
    FieldKind system = SYSTEM.get(field.path("id").asText());
    return system != null || !field.path("custom").asBoolean()
        ? Optional.ofNullable(system)
        : custom(field.path("schema"));
  }

  private static Optional<FieldKind> custom(JsonNode schema) {
    boolean area = schema.path("custom").asText().endsWith(":textarea");
    return Optional.ofNullable(
        switch (schema.path("type").asText()) {
          case "string" -> area ? FieldKind.RICH : FieldKind.LINE;
          case "number" -> FieldKind.NUMBER;
          case "date" -> FieldKind.DATE;
          case "datetime" -> FieldKind.LINE;
          case "option", "version", "priority", "resolution" -> FieldKind.CHOICE;
          case "user" -> FieldKind.PERSON;
          case "array" ->
              switch (schema.path("items").asText()) {
                case "option", "string", "version", "component" ->
                    schema.path("custom").asText().endsWith("sprint") ? null : FieldKind.CHOICES;
                case "user" -> FieldKind.PEOPLE;
                default -> null;
              };
          default -> null;
        });
  }

  /** System fields keep their id; custom ones are called as people call them. */
  private static String name(
      JsonNode field, FieldKind kind, Set<String> names, Map<String, FieldType> taken) {
    boolean custom = field.path("custom").asBoolean();
    String base = plain(field.path(custom ? "name" : "id").asText());
    String name = base;
    for (int i = 2;
        names.contains(name) || taken.getOrDefault(name, kind.type()) != kind.type();
        i++) {
      String suffix = "_" + i;
      name = base.substring(0, Math.min(base.length(), LONGEST_NAME - suffix.length())) + suffix;
    }
    names.add(name);
    return name;
  }

  private static String plain(String text) {
    String plain =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^[^a-z]+|_+$", "");
    String name = plain.isEmpty() ? "field" : plain;
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }
}
