package carillon.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.notification.message.TextDiff.Segment;
import carillon.testkit.RandomCases;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDiffTest {

  private static String marked(String before, String after) {
    return TextDiff.of(before, after).stream().map(Segment::marked).collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the bell rings | the bell rang | the bell [-rings-]{+rang+}",
        "the bell rings | the big bell rings | the {+big +}bell rings",
        "the big bell | the bell | the [-big -]bell",
        "ring | ringing | [-ring-]{+ringing+}",
        "one old word here | a new one here | [-one old word-]{+a new one+} here",
        "a b c | c b a | [-a-]{+c+} b [-c-]{+a+}",
        "one, two | one; two | one[-,-]{+;+} two",
        "😀 | 😁 | [-😀-]{+😁+}",
      })
  void wordsAreMarked(String before, String after, String expected) {
    assertThat(marked(before, after)).isEqualTo(expected);
  }

  @Test
  void onlyTheSurroundingsOfAChangeAreTold() {
    String long_ = "word ".repeat(1_000);
    assertThat(marked(long_ + "old " + long_, long_ + "new " + long_))
        .contains("[-old-]{+new+}")
        .startsWith(" … ")
        .endsWith(" … ")
        .hasSizeLessThan(200);
  }

  /** 5 MB against 5 MB that have nothing in common is still a matter of a moment. */
  @Test
  void hugeTextsTakeNoTime() {
    String before = words(1);
    String after = words(2);
    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> assertThat(marked(before, after)).hasSizeLessThan(10_000));
  }

  private static String words(long seed) {
    return new Random(seed)
        .ints(900_000, 0, 90_000)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" "));
  }

  @Test
  void diffReadsBackToBothTexts() {
    RandomCases.check(
        random -> {
          String before = shortText(random);
          String after = shortText(random);
          List<Segment> diff = TextDiff.of(before, after);
          assertThat(text(diff.stream().filter(segment -> !segment.inserted()))).isEqualTo(before);
          assertThat(text(diff.stream().filter(segment -> !segment.deleted()))).isEqualTo(after);
        });
  }

  /** Up to 50 characters; one in four has at most one. */
  private static String shortText(Random random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextInt(51);
    return random
        .ints(length, 0, 6)
        .mapToObj(index -> String.valueOf("ab .é\n".charAt(index)))
        .collect(Collectors.joining());
  }

  private static String text(Stream<Segment> segments) {
    return segments.map(Segment::text).collect(Collectors.joining());
  }
}
