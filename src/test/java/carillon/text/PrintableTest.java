package carillon.text;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.testkit.RandomCases;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrintableTest {
  private static final String BELL = "\uD83D\uDD14";
  private static final String ALPHABET = "ab \t\n\r\u0000\u0007\u001b\u007f\u0085\u2028" + BELL;

  @Test
  void lineHasNoLineEndsAndNoControlCharacters() {
    assertThat(Printable.line(" a\r\nb\u001b[31mc\u2028d\u0085e\u0000 "))
        .isEqualTo("a b [31mc d e");
  }

  @Test
  void textKeepsTabsAndLineEnds() {
    assertThat(Printable.text("a\tb\r\nc\u0000\uD83D")).isEqualTo("a\tb\r\nc\uFFFD\uFFFD");
  }

  @Test
  void cuttingLeavesNoHalfCharacter() {
    assertThat(Printable.beginning("a" + BELL, 2)).isEqualTo("a");
    assertThat(Printable.beginning("a" + BELL, 3)).isEqualTo("a" + BELL);
    assertThat(Printable.shortened("ab" + BELL, 3)).isEqualTo("ab…");
    assertThat(Printable.beginning("a", 0)).isEmpty();
  }

  @Test
  void whateverComesInWhatComesOutIsStorable() {
    RandomCases.check(
        random -> {
          String text = any(random);
          int most = random.nextInt(10);
          assertThat(Printable.storable(Printable.text(text))).isTrue();
          assertThat(Printable.storable(Printable.text(text, most))).isTrue();
          assertThat(Printable.text(text, most).length()).isLessThanOrEqualTo(most);
          String line = Printable.line(text, most);
          assertThat(line).matches(Printable.LINE + "*").hasSizeLessThanOrEqualTo(most);
          assertThat(Printable.line(line)).isEqualTo(line.strip());
        });
  }

  private static String any(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
