package carillon.notification.message;

import static carillon.notification.message.Stories.ENGLISH_TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.notification.event.ChangeSummary;
import carillon.notification.message.MailReader.PersonalChange;
import carillon.tracker.FieldType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a changed field is told. */
class ChangedFieldsTest {

  private static String told(Stories stories) {
    ChangeSummary changeSummary = stories.told();
    PersonalChange change =
        new PersonalChange(changeSummary, Stories.reader(changeSummary, ENGLISH_TEXT));
    return Templates.text(
        MailContentWriter.write(List.of(change), new RenderCache(), Stories.LINKS, "TOKEN"));
  }

  @Test
  void aListTellsWhatWasAddedAndRemoved() {
    assertThat(
            told(
                Stories.about("T")
                    .changed(
                        3,
                        "Labels",
                        FieldType.MULTISELECT,
                        List.of("a", "b", "c"),
                        List.of("b", "c", "d", "e"))))
        .contains("* Labels: added d, e; removed a\n");
  }

  @Test
  void peopleHaveTheirRealNames() {
    assertThat(
            told(
                Stories.about("T")
                    .named("pmartin", "Paul Martin")
                    .named("zoe", "Zoë Müller")
                    .changed(3, "CC", FieldType.USERS, List.of("zoe"), List.of("pmartin", "zoe"))
                    .changed(4, "Owner", FieldType.USER, List.of("zoe"), List.of("pmartin"))))
        .contains("* CC: added Paul Martin\n")
        .contains("* Owner: Zoë Müller → Paul Martin\n")
        .contains("  CC: Paul Martin, Zoë Müller\n");
  }

  @Test
  void anEmptyListIsToldAsEmpty() {
    assertThat(
            told(
                Stories.about("T")
                    .changed(3, "Labels", FieldType.MULTISELECT, List.of("a"), List.of())))
        .contains("* Labels: a → (empty)\n");
  }

  @ParameterizedTest
  @CsvSource({"It breaks,It breaks\u200b", "It breaks,It  breaks", "caf\u00e9,cafe\u0301"})
  void aChangeThatNobodySeesIsMadeVisible(String before, String after) {
    String line =
        told(Stories.about("T")
                .changed(3, "Name", FieldType.STRING, List.of(before), List.of(after)))
            .lines()
            .filter(each -> each.startsWith("* Name: "))
            .findFirst()
            .orElseThrow();
    assertThat(line).containsPattern("⟨U\\+|␣");
  }

  @Test
  void aTextIsToldLineByLine() {
    assertThat(
            told(
                Stories.about("T")
                    .changed(
                        3,
                        "Steps",
                        FieldType.TEXT,
                        List.of("one\nif (a[1])\nthree"),
                        List.of("one\nif (a[2])\nthree"))))
        .contains("* Steps:\n    one\n  - if (a[1])\n  + if (a[2])\n    three\n");
  }
}
