package carillon.notification.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {

  private static String names(String comment, boolean markdown) {
    return String.join(" ", Mentions.in(comment, markdown));
  }

  @ParameterizedTest
  @CsvSource({
    "'hello @alice', alice",
    "'@alice, @bob.smith.', 'alice bob.smith'",
    "'(@al-ice-)', al-ice",
    "'@ab too short', ''",
    "'@1abc no letter', ''",
    "'@a_b @a_b', a_b",
    "'x.@alice', alice",
    "'@@alice', alice",
    "'@Bob and @BOB', bob",
    "'请交给@scout处理', scout",
    "'ให้@scoutดู', scout",
    "'담당자: @scout에게', scout",
    "'no one', ''"
  })
  void aMentionIsFoundInBothFormats(String comment, String expected) {
    assertThat(names(comment, false)).isEqualTo(expected);
    assertThat(names(comment, true)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail me: bob@alice.example",
        "and me: δοκιμή@alice.example",
        "follow @alice@social.example",
        "npm i @types/node",
        "npm i @angular/core@17",
        "https://medium.com/@alice/x",
        "https://medium.com/@alice",
        "see https://e.org/?q=@alice and www.e.org/@bob",
        "in src/@alice",
        "\\@alice",
        "`@entity` and ``x ` @entity``",
        "```\n@entity\nclass X\n```",
        "> @alice said so",
        "@bobé"
      })
  void whatIsNoMentionIsFoundInNeitherFormat(String comment) {
    assertThat(names(comment, false)).isEmpty();
    assertThat(names(comment, true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'_@bob_ **@alice**', 'bob alice'",
    "'~~@alice~~', alice",
    "'# for @alice', alice",
    "'- [ ] @alice does it', alice",
    "'\\\\@alice', alice"
  })
  void markdownIsReadAsItIsRendered(String comment, String expected) {
    assertThat(names(comment, true)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~~~java\n@Entity class X\n~~~",
        "    @Entity class X",
        "[@alice](https://e.org)",
        "![@alice](https://e.org/a.png)",
        "<!-- @alice -->",
        "<span title='@alice'>",
        "&#64;alice",
        "> quoted\nlazily @alice"
      })
  void whatMarkdownDoesNotReadAsTextMentionsNobody(String comment) {
    assertThat(names(comment, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"`", "``x` ", "@a", "> ", "\\", "@ab/", "~~a ", "|a", "&#64;", "[@a](", "* "})
  void hugeCommentsTakeNoTime(String unit) {
    String huge = unit.repeat(100_000 / unit.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(names(huge, true) + names(huge, false)).isBlank());
  }
}
