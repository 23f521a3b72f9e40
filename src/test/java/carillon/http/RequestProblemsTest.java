package carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import carillon.problem.FieldError;
import carillon.problem.Problem;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be read is told by its place and by what is allowed there. */
class RequestProblemsTest {

  enum Colour {
    @JsonProperty("light-blue")
    LIGHT_BLUE,
    @JsonProperty("red")
    RED
  }

  record Part(Colour colour, Integer count) {}

  record Body(String name, List<Part> parts) {}

  @Test
  void anUnknownPropertyIsNamed() {
    assertThat(error("{\"name\": \"a\", \"nmae\": \"b\"}"))
        .isEqualTo(new FieldError("nmae", "is unknown; known fields: name, parts"));
  }

  @Test
  void aValueThatIsNoneOfThoseAllowedIsNamedWithThem() {
    assertThat(error("{\"parts\": [{\"colour\": \"red\"}, {\"colour\": \"LIGHT_BLUE\"}]}"))
        .isEqualTo(
            new FieldError(
                "parts[1].colour", "'LIGHT_BLUE' is not allowed; allowed: light-blue, red"));
  }

  @Test
  void aValueOfAnotherTypeIsNotGuessedAt() {
    assertThat(error("{\"name\": 5}")).isEqualTo(new FieldError("name", "must be a text"));
    assertThat(error("{\"parts\": {}}")).isEqualTo(new FieldError("parts", "must be an array"));
    assertThat(error("{\"parts\": [{\"count\": \"5\"}]}"))
        .isEqualTo(new FieldError("parts[0].count", "must be a whole number"));
  }

  @Test
  void bodyThatIsNotJsonIsAnErrorOfTheBody() {
    assertThat(error("{\"name\": ").field()).isEqualTo("body");
    assertThat(error("{\"name\": \"a\"} {}").field()).isEqualTo("body");
    assertThat(error("[]")).isEqualTo(new FieldError("body", "must be an object"));
  }

  @Test
  void aPropertyThatIsThereTwiceIsRefused() {
    assertThat(error("{\"name\": \"a\", \"name\": \"b\"}").detail()).contains("name");
  }

  @Test
  void timesAreWrittenInRfc3339() throws JsonProcessingException {
    assertThat(Json.MAPPER.writeValueAsString(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00Z\"");
  }

  private static FieldError error(String json) {
    JsonProcessingException unreadable =
        catchThrowableOfType(
            JsonProcessingException.class, () -> Json.MAPPER.readValue(json, Body.class));
    Problem problem = RequestProblems.of(unreadable);
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.errors()).hasSize(1);
    return problem.errors().get(0);
  }
}
