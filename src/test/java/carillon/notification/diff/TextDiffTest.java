package carillon.notification.diff;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.testkit.RandomCases;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextDiffTest {
  private static final int MOST = 4_000;
  private static final DiffNotes NOTES =
      new DiffNotes() {
        @Override
        public String unchangedLines(int count) {
          return "<" + count + " lines unchanged>";
        }

        @Override
        public String unchangedCharacters(int count) {
          return "<" + count + " unchanged>";
        }

        @Override
        public String moreCharacters(int count) {
          return "<" + count + " more>";
        }

        @Override
        public String moreChanges(int count) {
          return "<" + count + " more changes>";
        }
      };

  private static List<Piece> shown(String before, String after) {
    return TextDiff.of(before, after).shown(MOST, NOTES);
  }

  private static String marked(String before, String after) {
    return shown(before, after).stream()
        .map(TextDiffTest::marked)
        .collect(Collectors.joining())
        .replace("\n", "/");
  }

  private static String marked(Piece piece) {
    return switch (piece.kind()) {
      case DELETED, DELETED_NOTE -> "[-" + piece.text() + "-]";
      case INSERTED, INSERTED_NOTE -> "{+" + piece.text() + "+}";
      case KEPT, NOTE -> piece.text();
    };
  }

  private static String rows(String before, String after) {
    return String.join("\n", DiffRows.of(shown(before, after)));
  }

  private static String numbered(int from, int to, String text) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> i + ". " + text.replace("#", "" + i))
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the bell rings | the bell rang | the bell [-rings-]{+rang+}",
        "the bell rings | the big bell rings | the {+big +}bell rings",
        "the big bell | the bell | the [-big -]bell",
        "ring | ringing | [-ring-]{+ringing+}",
        "a b c | c b a | [-a-]{+c+} b [-c-]{+a+}",
        "one, two | one; two | one[-,-]{+;+} two",
        "it is very good | it was quite good | it [-is very-]{+was quite+} good",
        "😀 | 😁 | [-😀-]{+😁+}",
        "if (a[1]) | if (a[2]) | if (a[[-1-]{+2+}])",
      })
  void wordsAreMarked(String before, String after, String expected) {
    assertThat(marked(before, after)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "कि | की | [-कि-]{+की+}",
        "'x 👩‍👩‍👧 y' | 'x 👩‍👩‍👦 y' | x [-👩‍👩‍👧-]{+👩‍👩‍👦+} y",
        "'x 🇩🇪 y' | 'x 🇩🇰 y' | x [-🇩🇪-]{+🇩🇰+} y",
        "'x 👍🏽 y' | 'x 👍🏿 y' | x [-👍🏽-]{+👍🏿+} y",
        "'( ́)' | '( ̀)' | ([- ́-]{+ ̀+})",
      })
  void aLetterIsNeverTorn(String before, String after, String expected) {
    assertThat(marked(before, after)).isEqualTo(expected);
  }

  @Test
  void aLetterWithAnotherAccentIsChangedAsAWhole() {
    assertThat(marked("cafe\u0301", "cafe\u0300")).isEqualTo("[-cafe\u0301-]{+cafe\u0300+}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "我今天去学校上课 | 我明天去学校上课 | 我[-今天-]{+明天+}去学校上课",
        "ฉันรักแมวมาก | ฉันรักหมามาก | ฉันรัก[-แมว-]{+หมา+}มาก",
      })
  void wordsOfScriptsWithoutBlanksAreMarked(String before, String after, String expected) {
    assertThat(marked(before, after)).isEqualTo(expected);
  }

  @Test
  void theFirstAndTheLastWordOfALongTextAreTold() {
    String middle = "word and more ".repeat(850);
    assertThat(marked("First " + middle + "last", "Begin " + middle + "end"))
        .startsWith("[-First-]{+Begin+} word")
        .endsWith("[-last-]{+end+}")
        .contains(" unchanged>")
        .hasSizeLessThan(300);
  }

  @Test
  void theFirstAndTheLastOfManyLinesAreToldAndNothingElse() {
    String line = "step number # of the recipe, do it well";
    String before = numbered(1, 200, line);
    String after = before.replace("number 1 of", "number one of").replace("199 of", "two of");
    assertThat(rows(before, after))
        .isEqualTo(
            """
              - 1. step number 1 of the recipe, do it well
              + 1. step number one of the recipe, do it well
                2. step number 2 of the recipe, do it well
                <195 lines unchanged>
                198. step number 198 of the recipe, do it well
              - 199. step number 199 of the recipe, do it well
              + 199. step number two of the recipe, do it well
                200. step number 200 of the recipe, do it well"""
                .replaceAll("(?m)^", "  "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", " "})
  void whatIsPutBeforeATextDeletesNothing(String between) {
    Random random = new Random(1);
    String old = words(random, 12_000, between);
    String put = words(random, 5_000, between);
    List<Piece> pieces = shown(old + "last", put + between + old + "end");
    assertThat(pieces.stream().filter(p -> p.kind() == Piece.Kind.DELETED).map(Piece::text))
        .containsExactly("last");
    assertThat(pieces.stream().filter(p -> p.kind() == Piece.Kind.INSERTED).map(Piece::text))
        .hasSize(2)
        .contains("end");
  }

  private static String words(Random random, int characters, String between) {
    StringBuilder text = new StringBuilder();
    while (text.length() < characters) {
      text.append("the bell of tower")
          .append(random.nextInt(30))
          .append(random.nextInt(5) == 0 ? between : " ");
    }
    return text.append(between).toString();
  }

  @Test
  void moreChangesThanThereIsRoomForAreCounted() {
    String before = numbered(1, 500, "the bell # rings at noon and at midnight");
    String after = before.replace("rings", "tolls");
    assertThat(rows(before, after)).containsPattern("<\\d+ more changes>$").hasSizeLessThan(12_000);
  }

  @Test
  void lineEndsOfAnotherKindAreNoChange() {
    assertThat(TextDiff.sameText("a\r\nb\rc", "a\nb\nc")).isTrue();
    assertThat(TextDiff.of("a\r\nb\r\n", "a\nb\n").changes()).allMatch(Change::kept);
    assertThat(marked("a\r\nb\r\nc", "a\nb\nd")).isEqualTo("a/b/[-c-]{+d+}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a b' | 'a  b' | 'a[-␣-]{+␣␣+}b'",
        "'a' | 'a ' | 'a{+␣+}'",
        "'a b' | 'a\u00a0b' | 'a[-␣-]{+⟨U+00A0⟩+}b'",
        "'ab' | 'a\u200bb' | '[-ab-]{+a⟨U+200B⟩b+}'",
        "'a b' | 'a\tb' | 'a[-␣-]{+⇥+}b'",
        "'\u00e9' | 'e\u0301' | '[-\u00e9 ⟨U+00E9⟩-]{+e\u0301 ⟨U+0065 U+0301⟩+}'",
      })
  void whatNobodyWouldSeeIsMadeVisible(String before, String after, String expected) {
    assertThat(marked(before, after)).isEqualTo(expected);
  }

  @Test
  void aLineEndIsMadeVisible() {
    assertThat(marked("a", "a\n")).isEqualTo("a{+/⏎+}");
    assertThat(marked("a\nb", "a\n\nb")).isEqualTo("a/{+⏎/+}b");
    assertThat(rows("a", "a\n")).isEqualTo("    a\n  + ⏎");
    assertThat(rows("a\nb", "a\n\nb")).isEqualTo("    a\n  + ⏎\n    b");
  }

  @Test
  void addedAndRemovedLinesStandAlone() {
    assertThat(rows("a\nc", "a\nb\nc")).isEqualTo("    a\n  + b\n    c");
    assertThat(rows("a", "a\nb")).isEqualTo("    a\n  + b");
    assertThat(rows("a\nb", "a")).isEqualTo("    a\n  - b");
    assertThat(rows("b\na", "a")).isEqualTo("  - b\n    a");
    assertThat(rows("x\n\na", "y\n\na")).isEqualTo("  - x\n  + y\n\n    a");
  }

  @Test
  void aLongDeletionSaysHowMuchMoreWasDeleted() {
    assertThat(rows("kept " + "x y ".repeat(5_000) + "kept", "kept kept"))
        .matches("(?s)  - kept x y .*<\\d+ more>kept\n  \\+ kept kept");
  }

  /** Whatever the texts: what is changed makes one of the other. */
  @Test
  void diffReadsBackToBothTexts() {
    RandomCases.check(
        random -> {
          String before = text(random);
          String after = random.nextBoolean() ? text(random) : edited(random, before);
          List<Change> changes = TextDiff.of(before, after).changes();
          assertThat(joined(changes, Change.Kind.INSERTED)).isEqualTo(before);
          assertThat(joined(changes, Change.Kind.DELETED)).isEqualTo(after);
        });
  }

  /** Where no note says that something is left out, what is shown is both texts. */
  @Test
  void whatIsShownAppliedToTheOldTextGivesTheNewOne() {
    RandomCases.check(
        random -> {
          String before = text(random);
          String after = edited(random, before);
          String was = before;
          String is = after;
          for (Piece piece : TextDiff.of(before, after).shown(100 + random.nextInt(4_000), NOTES)) {
            boolean old = piece.kind() != Piece.Kind.INSERTED;
            boolean now = piece.kind() != Piece.Kind.DELETED;
            String text = piece.text().replaceAll("⏎|⟨.*⟩", "").replaceAll("[␣⇥]", " ");
            if (piece.text().startsWith("<") || piece.text().startsWith("\n<")) {
              return;
            }
            if (!text.equals(piece.text())) {
              return;
            }
            assertThat(old ? was : text).startsWith(text);
            assertThat(now ? is : text).startsWith(text);
            was = old ? was.substring(text.length()) : was;
            is = now ? is.substring(text.length()) : is;
          }
          assertThat(was + is).isEmpty();
        });
  }

  @Test
  void insertionsDeleteNothingAndDeletionsInsertNothing() {
    RandomCases.check(
        random -> {
          List<String> words = words(random);
          String less = String.join("", words);
          for (int i = random.nextInt(400); i >= 0; i--) {
            words.add(random.nextInt(words.size() + 1), "the ");
          }
          String more = String.join("", words);
          assertThat(TextDiff.of(less, more).changes()).noneMatch(is(Change.Kind.DELETED));
          assertThat(TextDiff.of(more, less).changes()).noneMatch(is(Change.Kind.INSERTED));
        });
  }

  @Test
  void whereSomethingChangedSomethingVisibleIsShown() {
    RandomCases.check(
        random -> {
          String before = text(random);
          String after = edited(random, before);
          List<Piece> pieces = shown(before, after);
          List<String> changed =
              pieces.stream()
                  .filter(p -> p.kind() == Piece.Kind.DELETED || p.kind() == Piece.Kind.INSERTED)
                  .map(Piece::text)
                  .toList();
          assertThat(changed.isEmpty()).isEqualTo(TextDiff.sameText(before, after));
          if (!changed.isEmpty()) {
            assertThat(changed).anyMatch(text -> !text.isBlank());
            assertThat(DiffRows.of(pieces)).anyMatch(row -> row.matches("  [-+] .+"));
          }
        });
  }

  private static Predicate<Change> is(Change.Kind kind) {
    return change -> change.kind() == kind;
  }

  private static String joined(List<Change> changes, Change.Kind without) {
    return changes.stream()
        .filter(change -> change.kind() != without)
        .map(Change::text)
        .collect(Collectors.joining());
  }

  private static final String[] WORDS = {
    "bell",
    "rings",
    "the",
    "Tower",
    "é",
    "e\u0301",
    "कि",
    "漢字かな",
    "😀",
    "👩‍👩‍👧",
    "\u200b",
    "[-x-]",
    "ไทย",
    "42"
  };
  private static final String[] BETWEEN = {" ", " ", " ", "\n", "\n\n", ", ", "\t", "  "};

  private static String text(Random random) {
    return String.join("", words(random));
  }

  private static List<String> words(Random random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(250);
    return IntStream.range(0, length)
        .mapToObj(
            i -> WORDS[random.nextInt(WORDS.length)] + BETWEEN[random.nextInt(BETWEEN.length)])
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static String edited(Random random, String text) {
    String edited = text;
    for (int i = random.nextInt(5); i >= 0; i--) {
      int start = at(random, edited);
      int end =
          edited.offsetByCodePoints(
              start, Math.min(random.nextInt(20), edited.codePointCount(start, edited.length())));
      edited =
          edited.substring(0, start)
              + text(random).substring(0, 0)
              + WORDS[random.nextInt(WORDS.length)]
              + edited.substring(end);
    }
    return edited;
  }

  private static int at(Random random, String text) {
    return text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length()) + 1));
  }

  /** 100 KB each way; the worst cases of many algorithms. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing in common",
        "few lines",
        "two lines",
        "one letter",
        "no blanks",
        "moved",
        "one line",
        "every line",
        "dense"
      })
  void hugeTextsTakeNoTime(String kind) {
    Random random = new Random(7);
    String before = huge(random, kind, 1);
    String after = huge(random, kind, 2);
    List<Piece> pieces = shown(before, after);
    shown(before, after);
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    pieces = shown(before, after);
    long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(1));
    assertThat(pieces.stream().mapToInt(piece -> piece.text().length()).sum()).isLessThan(8_000);
  }

  private static String huge(Random random, String kind, int side) {
    String text =
        switch (kind) {
          case "nothing in common" -> numbers(random, 17_000, side + "#%d ", 90_000);
          case "few lines" -> numbers(random, 50_000, "%d\n", 10);
          case "two lines" -> numbers(random, 50_000, "%d\n", 2);
          case "one letter" -> numbers(random, 50_000, "%d ", 2);
          case "no blanks" -> numbers(random, 100_000, "%d", 2).replaceAll("1", "-");
          case "moved" -> {
            String one = numbers(new Random(1), 8_500, "%d ", 90_000);
            String two = numbers(new Random(2), 8_500, "%d ", 90_000);
            yield side == 1 ? one + two : two + one;
          }
          case "one line" ->
              numbers(new Random(1), 17_000, "%d ", 90_000).replaceAll("4. ", side + "x ");
          case "every line" ->
              numbers(
                  new Random(1),
                  2_000,
                  "the bell %d rings at noon every day and then" + side + "\n",
                  90_000);
          default ->
              numbers(random, 25_000, "%d", 10)
                  .replace("1", "漢")
                  .replace("2", "字の")
                  .replace("3", "中国");
        };
    return text.substring(0, Math.min(100_000, text.length()));
  }

  private static String numbers(Random random, int count, String format, int bound) {
    return random.ints(count, 0, bound).mapToObj(format::formatted).collect(Collectors.joining());
  }
}
