package carillon.jiraimport.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.jiraimport.client.JiraApi;
import carillon.jiraimport.client.Warnings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueMapperTest {
  private static final MappedField NUMBER =
      new MappedField("customfield_1", "Points", "points", FieldKind.NUMBER);

  private final Warnings warnings = new Warnings();
  private final ValueMapper valueMapper = new ValueMapper(JiraApi.of(true), null, warnings);

  private JsonNode number(String text) {
    return valueMapper.present(NUMBER, JsonNodeFactory.instance.textNode(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e2000000000",
        "-1e2000000000",
        "1e-2000000000",
        "0e2000000000",
        "1e2147483647",
        "1e-2147483647",
        "1e99999999999",
        "1e301",
        "1e-301",
        "NaN",
        "Infinity",
        "",
        "x",
        "٣x"
      })
  @Timeout(5)
  void numbersBeyondAllMeasureAreLeftOutWithAWarning(String text) {
    assertThat(number(text).isNull()).isTrue();
    assertThat(warnings.times()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 1_001, 1_000_000})
  @Timeout(5)
  void soAreThoseOfTooManyDigits(int digits) {
    assertThat(number("7".repeat(digits)).isNull()).isTrue();
    assertThat(number("0." + "7".repeat(digits)).isNull()).isTrue();
    assertThat(warnings.times()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-99-99", "2026-02-30", "2026-1-1", "soon", "", "99999-01-01"})
  void whatIsNoDateIsLeftOutWithAWarning(String text) {
    MappedField date = new MappedField("duedate", "Due", "duedate", FieldKind.DATE);

    assertThat(valueMapper.present(date, JsonNodeFactory.instance.textNode(text)).isNull())
        .isTrue();
    assertThat(warnings.times())
        .containsKey("'" + text.substring(0, Math.min(10, text.length())) + "' is no date");
  }

  @ParameterizedTest
  @CsvSource({"2.50, 2.5", "1e3, 1000", "0.000, 0", "-0, 0", "1E+2, 100", "1e-3, 0.001"})
  void numbersAreKeptAsPeopleWriteThem(String text, String kept) {
    assertThat(number(text)).hasToString(kept);
    assertThat(warnings.times()).isEmpty();
  }
}
