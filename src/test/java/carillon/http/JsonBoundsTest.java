package carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import carillon.problem.FieldError;
import carillon.problem.Problem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body is refused while it is read when it holds more than any request needs. */
class JsonBoundsTest {
  private static final ObjectMapper REQUESTS = new Json().getContext(Object.class);

  record Body(String name, List<String> names, Map<String, JsonNode> values, Long number) {}

  @Test
  void nestingIsBounded() throws IOException {
    assertThat(read("{\"values\":{\"f\":" + "[".repeat(62) + "]".repeat(62) + "}}")).isNotNull();
    assertThat(refusal("{\"values\":{\"f\":" + "[".repeat(1000) + "]".repeat(1000) + "}}"))
        .isEqualTo(
            new FieldError(
                "values", "Document nesting depth (65) exceeds the maximum allowed (64)"));
    assertThat(refusal("[".repeat(100_000)).field()).isEqualTo("body");
  }

  @Test
  void listsAndObjectsAreBounded() throws IOException {
    assertThat(read("{\"names\":[" + "\"a\",".repeat(9_999) + "\"a\"]}").names()).hasSize(10_000);
    assertThat(refusal("{\"names\":[" + "\"a\",".repeat(1_000_000)))
        .isEqualTo(
            new FieldError("names[10000]", "A list or an object has more than 10000 entries"));

    StringBuilder unknown = new StringBuilder("{\"values\":{");
    for (int i = 0; i < 100_000; i++) {
      unknown.append("\"f").append(i).append("\":1,");
    }
    assertThat(refusal(unknown.toString()).detail()).contains("more than 10000 entries");
  }

  @Test
  void allOfABodyTogetherIsBounded() {
    String list = "[" + "[],".repeat(5000) + "[]],";
    assertThat(refusal("{\"values\":{\"f\":[" + list.repeat(100)).detail())
        .contains("Token count (100001) exceeds the maximum allowed (100000)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud800b", "\\ud800\\ud800\\udc00"})
  void halfACharacterIsRefused(String half) {
    String told = "Half of a surrogate pair is not a character";
    assertThat(refusal("{\"name\":\"" + half + "\"}").detail()).isEqualTo(told);
    assertThat(refusal("{\"" + half + "\":1}").detail()).isEqualTo(told);
  }

  @Test
  void aWholeCharacterBeyondTheFirstPlaneIsNot() throws IOException {
    assertThat(read("{\"name\":\"\\ud83d\\ude00 😀\"}").name()).isEqualTo("😀 😀");
  }

  @Test
  void aNumberIsKeptAsItIsAndItsLengthBounded() throws IOException {
    JsonNode huge = read("{\"values\":{\"f\":10e2147483647}}").values().get("f");
    assertThat(huge.isNumber()).isTrue();
    assertThat(refusal("{\"values\":{\"f\":" + "1".repeat(100_000) + "}}").detail())
        .contains("exceeds the maximum allowed (100)");
    assertThat(refusal("{\"number\":99999999999999999999}").detail()).contains("out of range");
  }

  private static Body read(String json) throws IOException {
    return REQUESTS.readValue(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Body.class);
  }

  private static FieldError refusal(String json) {
    Problem problem =
        RequestProblems.of(catchThrowableOfType(JsonProcessingException.class, () -> read(json)));
    assertThat(problem.status()).isEqualTo(400);
    return problem.errors().get(0);
  }
}
