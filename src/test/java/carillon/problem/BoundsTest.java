package carillon.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An answer stays small, however much is wrong with the request. */
class BoundsTest {

  @Test
  void fewNamesAreAllNamed() {
    assertThat(Bounds.names(List.of("alpha", "beta"))).isEqualTo("alpha, beta");
    assertThat(Bounds.names(List.of())).isEmpty();
  }

  @Test
  void ofManyNamesTheFirstAreNamedAndTheOthersCounted() {
    String named = Bounds.names(Collections.nCopies(1000, "x".repeat(98)));
    assertThat(named).endsWith("x and 995 more").hasSizeLessThan(600);
    assertThat(Bounds.names(List.of("x".repeat(9999)))).hasSizeLessThan(600);
  }

  @Test
  void aLongTextIsCutBetweenCharacters() {
    assertThat(Bounds.cut("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Bounds.cut("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(Bounds.cut("abcd\ud83d\ude00fg", 6)).isEqualTo("abcd…");
  }

  @Test
  void anErrorIsBounded() {
    FieldError error = new FieldError("f".repeat(100_000), "d".repeat(100_000));
    assertThat(error.field()).hasSize(Bounds.PLACE);
    assertThat(error.detail()).hasSize(Bounds.SENTENCE);
  }

  @Test
  void anAnswerListsTheFirstErrorsAndSaysThatThereAreMore() {
    Problem few = refused(50);
    assertThat(few.errors()).hasSize(50);
    assertThat(few.detail()).isEqualTo("The request is not valid");

    Problem many = refused(100_000);
    assertThat(many.errors()).hasSize(50);
    assertThat(many.errors().get(49).field()).isEqualTo("field 49");
    assertThat(many.detail()).isEqualTo("The request is not valid; the first 50 errors are listed");
  }

  private static Problem refused(int errors) {
    ValidationErrors validationErrors = new ValidationErrors();
    for (int i = 0; i < errors; i++) {
      validationErrors.add("field " + i, "is wrong");
    }
    return catchThrowableOfType(ProblemException.class, validationErrors::refuse).problem();
  }
}
