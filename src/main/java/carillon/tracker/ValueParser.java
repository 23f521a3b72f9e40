package carillon.tracker;

import carillon.http.Json;
import carillon.problem.Bounds;
import carillon.text.Printable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads a field's value from JSON and writes the one form in which it is kept, so that equal values
 * are equal texts: string, text, date ({@code YYYY-MM-DD}), select, user and group are JSON
 * strings; int and float are numbers; multiselect and users are arrays, without doubles, in the
 * order of the allowed values or of the alphabet. Empty (null, blank, an empty array) is null.
 *
 * <p>What is wrong is put into words only when something is: a bulk change parses a value for each
 * of its artifacts.
 *
 * @param users which of these names are users
 * @param groups whether the project has such a group
 */
record ValueParser(Function<Collection<String>, Set<String>> users, Predicate<String> groups) {
  /** The longest text, in characters. */
  static final int LONGEST = 100_000;

  private static final int MOST_DIGITS = 30;

  /**
   * @return JSON, or null when empty
   * @throws IllegalArgumentException saying what is allowed
   */
  String parse(Field field, JsonNode json) {
    if (field.type() == FieldType.SUBMITTER) {
      throw new IllegalArgumentException("cannot be set: it is who submitted the artifact");
    }
    if (json.isNull() || (json.isTextual() && json.textValue().isBlank())) {
      return null;
    }
    return switch (field.type()) {
      case STRING -> text(line(json));
      case TEXT -> text(body(json));
      case INT -> integer(json);
      case FLOAT -> number(json);
      case DATE -> date(json);
      case SELECT -> text(choice(field, word(json)));
      case MULTISELECT -> choices(field, json);
      case USER -> text(user(word(json)));
      case USERS -> people(json);
      case GROUP -> text(group(word(json)));
      case SUBMITTER -> throw new AssertionError("refused above");
    };
  }

  private static String word(JsonNode json) {
    require(json.isTextual(), "must be a text");
    return json.textValue();
  }

  private static String body(JsonNode json) {
    String text = word(json);
    require(text.length() <= LONGEST, "must have at most " + LONGEST + " characters");
    require(Printable.storable(text), "must not contain control characters");
    return text;
  }

  private static String line(JsonNode json) {
    String text = body(json);
    require(text.length() <= 1000, "must have at most 1000 characters");
    require(text.chars().noneMatch(Character::isISOControl), "must be one line");
    return text;
  }

  private static String integer(JsonNode json) {
    require(json.isIntegralNumber() && json.canConvertToLong(), "must be a whole number");
    return Long.toString(json.longValue());
  }

  private static String number(JsonNode json) {
    require(json.isNumber(), "must be a number");
    BigDecimal value = json.decimalValue();
    require(
        value.precision() <= MOST_DIGITS && Math.abs(value.scale()) <= MOST_DIGITS,
        "must have at most " + MOST_DIGITS + " digits");
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static String date(JsonNode json) {
    try {
      LocalDate day = LocalDate.parse(word(json));
      require(day.getYear() >= 1 && day.getYear() <= 9999, "must be a date such as 2026-12-31");
      return text(day.toString());
    } catch (DateTimeParseException no) {
      throw new IllegalArgumentException("must be a date such as 2026-12-31", no);
    }
  }

  private static String choice(Field field, String label) {
    onlyOf(field.choices(), Set.of(label));
    return label;
  }

  private static String choices(Field field, JsonNode json) {
    Set<String> chosen = words(json);
    onlyOf(new HashSet<>(field.choices()), chosen);
    return list(field.choices().stream().filter(chosen::contains).toList());
  }

  private static void onlyOf(Collection<String> allowed, Set<String> chosen) {
    for (String label : chosen) {
      if (!allowed.contains(label)) {
        throw new IllegalArgumentException(
            "'" + label + "' is not allowed; allowed: " + Bounds.names(allowed));
      }
    }
  }

  private String user(String username) {
    existing(Set.of(username));
    return username;
  }

  private String people(JsonNode json) {
    Set<String> names = words(json);
    existing(names);
    return list(names.stream().sorted().toList());
  }

  private void existing(Set<String> names) {
    Set<String> known = users.apply(names);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("there is no user '" + name + "'");
      }
    }
  }

  private String group(String name) {
    if (!groups.test(name)) {
      throw new IllegalArgumentException("the project has no group '" + name + "'");
    }
    return name;
  }

  private static Set<String> words(JsonNode json) {
    require(json.isArray(), "must be an array of texts");
    require(json.size() <= Bounds.ENTRIES, "must have at most " + Bounds.ENTRIES + " entries");
    Set<String> words = new LinkedHashSet<>();
    json.forEach(entry -> words.add(word(entry)));
    return words;
  }

  private static String list(List<String> words) {
    return words.isEmpty() ? null : Json.MAPPER.valueToTree(words).toString();
  }

  private static String text(String value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
