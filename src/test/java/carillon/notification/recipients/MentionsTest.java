package carillon.notification.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MentionsTest {

  @ParameterizedTest
  @CsvSource({
    "'hello @alice', alice",
    "'@alice, @bob.smith.', 'alice bob.smith'",
    "'(@al-ice-)', al-ice",
    "'mail me: bob@alice.example', ''",
    "'and me: δοκιμή@alice.example', ''",
    "'@ab too short', ''",
    "'@1abc no letter', ''",
    "'@a_b @a_b', a_b",
    "'x.@alice', alice",
    "'@@alice', alice",
    "'no one', ''"
  })
  void names(String comment, String expected) {
    assertThat(String.join(" ", Mentions.in(comment))).isEqualTo(expected);
  }
}
