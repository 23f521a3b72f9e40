package carillon.jiraimport.mapping;

import carillon.jiraimport.client.JiraApi;
import carillon.jiraimport.client.Warnings;
import carillon.jiraimport.mapping.IssueHistory.Entry;
import carillon.tracker.Comment;
import carillon.tracker.CommentFormat;
import carillon.tracker.history.DatedChange;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an issue with its history. Jira tells what an issue is now and what each change replaced,
 * so the values at its creation are found by going back from now, change by change.
 */
public final class IssueMapper {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS]XX");

  private final JiraApi jiraApi;
  private final FieldMapping plan;
  private final UserMapper userMapper;
  private final Warnings warnings;
  private final ValueMapper valueMapper;

  public IssueMapper(JiraApi jiraApi, FieldMapping plan, UserMapper userMapper, Warnings warnings) {
    this.jiraApi = jiraApi;
    this.plan = plan;
    this.userMapper = userMapper;
    this.warnings = warnings;
    this.valueMapper = new ValueMapper(jiraApi, userMapper, warnings);
  }

  /** Empty, with a warning, when the issue must not be imported. */
  public Optional<IssueHistory> read(JsonNode issue) {
    JsonNode fields = issue.path("fields");
    String key = issue.path("key").asText();
    if (fields.hasNonNull("security")) {
      warnings.add(key + " has a security level and is left out");
      return Optional.empty();
    }
    Map<String, JsonNode> state = present(fields);
    List<Entry> changes = changes(issue, state);
    changes.addAll(comments(fields));
    changes.sort(Comparator.comparing(entry -> entry.change().at()));
    changes.add(0, new Entry("creation", creation(fields, state)));
    return Optional.of(
        new IssueHistory(issue.path("id").asLong(), key, fields.path("updated").asText(), changes));
  }

  private Map<String, JsonNode> present(JsonNode fields) {
    Map<String, JsonNode> state = new HashMap<>();
    fields
        .properties()
        .forEach(
            field -> {
              Optional<MappedField> mapped = plan.byId(field.getKey());
              if (mapped.isPresent()) {
                state.put(mapped.get().name(), valueMapper.present(mapped.get(), field.getValue()));
              } else {
                warnOf(field.getKey(), field.getValue());
              }
            });
    return state;
  }

  private void warnOf(String field, JsonNode value) {
    boolean empty = value.isNull() || (value.isContainerNode() && value.isEmpty());
    if (!empty && !FieldMapping.ELSEWHERE.contains(field)) {
      warnings.add("the field '" + field + "' is not imported");
    }
  }

  /** The changes, oldest first; leaves in {@code state} the values before the oldest. */
  private List<Entry> changes(JsonNode issue, Map<String, JsonNode> state) {
    List<JsonNode> histories = new ArrayList<>();
    issue.path("changelog").path("histories").forEach(histories::add);
    warnOfPart(issue.path("changelog"), "histories");
    // Both the order and, where two are of one moment, the ids say which came later.
    histories.sort(
        Comparator.comparing((JsonNode one) -> time(one.path("created")))
            .thenComparing(one -> one.path("id").asLong())
            .reversed());
    LinkedList<Entry> entries = new LinkedList<>();
    for (JsonNode history : histories) {
      Map<String, JsonNode> after = undone(history.path("items"), state);
      if (!after.isEmpty()) {
        entries.addFirst(
            new Entry(
                "h" + history.path("id").asText(),
                new DatedChange(
                    userMapper.of(history.path("author"), jiraApi).id(),
                    time(history.path("created")),
                    after,
                    null)));
      }
    }
    return new ArrayList<>(entries);
  }

  /** Takes the state back before one change; what it was after it is returned. */
  private Map<String, JsonNode> undone(JsonNode items, Map<String, JsonNode> state) {
    Map<String, JsonNode> after = new HashMap<>();
    List<JsonNode> latestFirst = new LinkedList<>();
    items.forEach(item -> latestFirst.add(0, item));
    for (JsonNode item : latestFirst) {
      Optional<MappedField> field = plan.of(item);
      if (field.isEmpty()) {
        warnings.add("changes of '" + item.path("field").asText() + "' are not imported");
        continue;
      }
      String name = field.get().name();
      JsonNode now = state.getOrDefault(name, NullNode.instance);
      after.putIfAbsent(name, now);
      state.put(name, valueMapper.before(field.get(), item, now));
    }
    return after;
  }

  private List<Entry> comments(JsonNode fields) {
    List<Entry> entries = new ArrayList<>();
    warnOfPart(fields.path("comment"), "comments");
    for (JsonNode comment : fields.path("comment").path("comments")) {
      if (comment.hasNonNull("visibility") || comment.path("jsdPublic").asText().equals("false")) {
        warnings.add("restricted comments are left out");
        continue;
      }
      if (!comment.path("updated").asText().equals(comment.path("created").asText())) {
        warnings.add("only the last text of edited comments is imported");
      }
      String body = valueMapper.clean(jiraApi.markdown(comment.path("body"), warnings));
      if (!body.isBlank()) {
        entries.add(
            new Entry(
                "c" + comment.path("id").asText(),
                new DatedChange(
                    userMapper.of(comment.path("author"), jiraApi).id(),
                    time(comment.path("created")),
                    Map.of(),
                    new Comment(body, CommentFormat.MARKDOWN))));
      }
    }
    return entries;
  }

  private void warnOfPart(JsonNode list, String name) {
    if (JiraApi.isPart(list, name)) {
      warnings.add("issues of which Jira gave only a part of the " + name);
    }
  }

  private DatedChange creation(JsonNode fields, Map<String, JsonNode> state) {
    JsonNode creator =
        fields.hasNonNull("creator") ? fields.path("creator") : fields.path("reporter");
    return new DatedChange(
        userMapper.of(creator, jiraApi).id(), time(fields.path("created")), state, null);
  }

  private static Instant time(JsonNode text) {
    OffsetDateTime time = OffsetDateTime.parse(text.asText(), TIME);
    if (time.getYear() < 1 || time.getYear() > 9999) {
      throw new DateTimeException("a time of the year " + time.getYear());
    }
    return time.toInstant();
  }
}
