package carillon.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import carillon.http.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ValueParserTest {
  private final ValueParser parser =
      new ValueParser(asked -> Set.of("alice", "bob", "carol"), Set.of("devs")::contains);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "STRING      | \"a title\"            | \"a title\"",
        "TEXT        | \"two\\nlines\"        | \"two\\nlines\"",
        "INT         | -7                     | -7",
        "FLOAT       | 1.50                   | 1.5",
        "FLOAT       | 100                    | 100",
        "FLOAT       | 0.00                   | 0",
        "FLOAT       | 1e3                    | 1000",
        "DATE        | \"2028-02-29\"         | \"2028-02-29\"",
        "SELECT      | \"b\"                  | \"b\"",
        "MULTISELECT | [\"c\",\"a\",\"c\"]    | [\"a\",\"c\"]",
        "USER        | \"alice\"              | \"alice\"",
        "USERS       | [\"bob\",\"alice\",\"bob\"] | [\"alice\",\"bob\"]",
        "GROUP       | \"devs\"               | \"devs\"",
      })
  void eachTypeHasOneFormInWhichItIsKept(FieldType type, String json, String kept) {
    assertThat(parse(type, json)).isEqualTo(kept);
    assertThat(parse(type, kept)).as("kept again").isEqualTo(kept);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SUBMITTER")
  void nullEmptiesEveryField(FieldType type) {
    assertThat(parse(type, "null")).isNull();
    assertThat(parse(type, "\"\"")).isNull();
  }

  @Test
  void anEmptyArrayIsEmptyToo() {
    assertThat(parse(FieldType.USERS, "[]")).isNull();
    assertThat(parse(FieldType.MULTISELECT, "[]")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "STRING      | 5                 | must be a text",
        "STRING      | \"two\\nlines\"   | must be one line",
        "STRING      | \"\\u0000\"       | control characters",
        "TEXT        | \"a\\u0000b\"     | control characters",
        "TEXT        | \"\\ud800\"       | control characters",
        "INT         | 1.0               | must be a whole number",
        "INT         | \"7\"             | must be a whole number",
        "INT         | 9223372036854775808 | must be a whole number",
        "FLOAT       | \"1.5\"           | must be a number",
        "FLOAT       | 1e999999          | at most 30 digits",
        "FLOAT       | 10e2147483647     | at most 30 digits",
        "FLOAT       | 1e-2147483647     | at most 30 digits",
        "INT         | 1e2000000000      | must be a whole number",
        "DATE        | \"2027-02-29\"    | must be a date such as 2026-12-31",
        "DATE        | \"31/12/2026\"    | must be a date such as 2026-12-31",
        "SELECT      | \"d\"             | 'd' is not allowed; allowed: a, b, c",
        "MULTISELECT | [\"a\",\"d\"]     | 'd' is not allowed; allowed: a, b, c",
        "MULTISELECT | \"a\"             | must be an array of texts",
        "USER        | \"zed\"           | there is no user 'zed'",
        "USERS       | [\"alice\",1]     | must be a text",
        "GROUP       | \"qa\"            | the project has no group 'qa'",
        "SUBMITTER   | \"alice\"         | cannot be set",
      })
  void refusalNamesWhatIsAllowed(FieldType type, String json, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(type, json))
        .withMessageContaining(complaint);
  }

  private String parse(FieldType type, String json) {
    Field field = new Field(null, 0, "field", type);
    field.offer(List.of("a", "b", "c"));
    try {
      return parser.parse(field, Json.MAPPER.readTree(json));
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }
}
