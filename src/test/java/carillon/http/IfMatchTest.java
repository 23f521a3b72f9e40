package carillon.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.problem.ProblemException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"*", "\"7\"", "\"6\", \"7\"", " \"7\" "})
  void thePresentVersionPasses(String header) {
    assertThatCode(() -> IfMatch.of(header).check(7)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", "\"77\"", "\"07\"", "\"7-1\"", ""})
  void anyOtherIsStale(String header) {
    assertThatThrownBy(() -> IfMatch.of(header).check(7))
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .matches(refused -> refused.problem().status() == 412);
  }

  @Test
  void theRefusalTellsThePresentVersion() {
    assertThatThrownBy(() -> IfMatch.of("\"6\"").check(7)).hasMessageContaining("\"7\"");
  }
}
