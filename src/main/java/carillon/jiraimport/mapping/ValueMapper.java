package carillon.jiraimport.mapping;

import carillon.jiraimport.client.JiraApi;
import carillon.jiraimport.client.Warnings;
import carillon.text.Printable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jira's values as the tracker keeps them. A JSON null is an empty field. */
final class ValueMapper {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final NullNode EMPTY = NullNode.getInstance();
  private static final int LONGEST_LINE = 1_000;
  private static final int LONGEST_CHOICE = 255;
  private static final int LONGEST_NUMBER = 1_000;

  /** As many as fields of trackers have. */
  private static final int MOST_DIGITS = 300;

  private static final int LONGEST_TEXT = 100_000;

  private static final String DAY = "2026-12-31";
  private static final Logger LOG = LoggerFactory.getLogger(ValueMapper.class);

  private final JiraApi jiraApi;
  private final UserMapper userMapper;
  private final Warnings warnings;

  ValueMapper(JiraApi jiraApi, UserMapper userMapper, Warnings warnings) {
    this.jiraApi = jiraApi;
    this.userMapper = userMapper;
    this.warnings = warnings;
  }

  /** A value as an issue has it now. */
  JsonNode present(MappedField field, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return EMPTY;
    }
    return switch (field.kind()) {
      case LINE -> line(name(value));
      case RICH -> text(jiraApi.markdown(value, warnings));
      case NUMBER -> number(value.asText());
      case DATE -> date(value.asText());
      case CHOICE -> choice(name(value));
      case CHOICES -> choices(names(value));
      case PERSON -> text(userMapper.of(value, jiraApi).username());
      case PEOPLE -> choices(usernames(value));
    };
  }

  /**
   * The value before a change.
   *
   * @param after the value after it
   */
  JsonNode before(MappedField field, JsonNode item, JsonNode after) {
    String id = item.path("from").asText("");
    String shown = item.path("fromString").asText("");
    if (field.kind() == FieldKind.CHOICES) {
      return choicesBefore(field, item, after);
    }
    if (id.isEmpty() && shown.isEmpty()) {
      return EMPTY;
    }
    return switch (field.kind()) {
      case LINE -> line(shown);
      case RICH -> text(jiraApi.markdown(JSON.textNode(shown), warnings));
      case NUMBER -> number(shown);
      case DATE -> date(id.isEmpty() ? shown : id);
      case CHOICE -> choice(shown);
      case PERSON -> text(userMapper.of(id, shown, "").username());
      case PEOPLE -> choices(accounts(id));
      case CHOICES -> throw new AssertionError("handled above");
    };
  }

  /** A text that databases store. */
  String clean(String text) {
    if (text.length() > LONGEST_TEXT) {
      warnings.add("texts are cut after " + LONGEST_TEXT + " characters");
    }
    return Printable.text(text, LONGEST_TEXT);
  }

  /**
   * Labels come whole, separated by spaces; components and versions one by one, as added or
   * removed; other lists whole, separated by commas.
   */
  private JsonNode choicesBefore(MappedField field, JsonNode item, JsonNode after) {
    String from = item.path("fromString").asText("");
    String to = item.path("toString").asText("");
    if (field.jiraId().equals("labels")) {
      return choices(split(from, " "));
    }
    if (Set.of("components", "versions", "fixVersions").contains(field.jiraId())) {
      Set<String> names = new LinkedHashSet<>();
      after.forEach(one -> names.add(one.asText()));
      names.remove(label(to));
      if (!from.isEmpty()) {
        names.add(from);
      }
      return choices(names);
    }
    return choices(split(from, ","));
  }

  private static List<String> split(String text, String separator) {
    return Arrays.stream(text.split(separator)).map(String::strip).toList();
  }

  private List<String> usernames(JsonNode array) {
    return nodes(array).map(person -> userMapper.of(person, jiraApi).username()).toList();
  }

  private List<String> accounts(String list) {
    return split(list.replaceAll("[\\[\\]]", ""), ",").stream()
        .filter(account -> !account.isEmpty())
        .map(account -> userMapper.of(account, account, "").username())
        .toList();
  }

  private static List<String> names(JsonNode array) {
    return nodes(array).map(ValueMapper::name).toList();
  }

  private static Stream<JsonNode> nodes(JsonNode array) {
    return array.isArray() ? StreamSupport.stream(array.spliterator(), false) : Stream.of(array);
  }

  /** What people call it: options have a value, versions and the like a name. */
  private static String name(JsonNode value) {
    return value.isValueNode()
        ? value.asText()
        : value.path("value").asText(value.path("name").asText(""));
  }

  private JsonNode line(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    if (line.length() > LONGEST_LINE) {
      warnings.add("lines are cut after " + LONGEST_LINE + " characters");
    }
    return text(Printable.beginning(line, LONGEST_LINE));
  }

  private JsonNode text(String text) {
    String clean = clean(text);
    return clean.isBlank() ? EMPTY : JSON.textNode(clean);
  }

  private JsonNode number(String text) {
    try {
      BigDecimal value = new BigDecimal(text.substring(0, Math.min(text.length(), LONGEST_NUMBER)));
      if (text.length() > LONGEST_NUMBER
          || value.precision() > MOST_DIGITS
          || Math.abs((long) value.scale()) > MOST_DIGITS) {
        warnings.add("numbers of more than " + MOST_DIGITS + " digits are left out");
        return EMPTY;
      }
      return value.signum() == 0
          ? JSON.numberNode(0)
          : DecimalNode.valueOf(new BigDecimal(value.stripTrailingZeros().toPlainString()));
    } catch (NumberFormatException none) {
      warnings.add("'" + text + "' is no number");
      return EMPTY;
    }
  }

  private JsonNode date(String text) {
    String day = text.substring(0, Math.min(text.length(), DAY.length()));
    try {
      if (day.length() == DAY.length()) {
        return JSON.textNode(LocalDate.parse(day).toString());
      }
    } catch (DateTimeParseException none) {
      LOG.debug("Jira's date cannot be read", none);
    }
    warnings.add("'" + day + "' is no date");
    return EMPTY;
  }

  private JsonNode choice(String name) {
    return text(label(name));
  }

  private JsonNode choices(Collection<String> names) {
    ArrayNode array = JSON.arrayNode();
    Set<String> sorted = new TreeSet<>();
    names.forEach(name -> sorted.add(label(name)));
    sorted.stream().filter(name -> !name.isEmpty()).forEach(array::add);
    return array.isEmpty() ? EMPTY : array;
  }

  private static String label(String name) {
    return Printable.line(name.replaceAll("\\s+", " "), LONGEST_CHOICE).strip();
  }
}
