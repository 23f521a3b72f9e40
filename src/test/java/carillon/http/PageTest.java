package carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.problem.FieldError;
import carillon.problem.ProblemException;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

  @Test
  void aPageThatIsNotTheLastLeadsToTheNext() {
    Page<String> first = page(List.of(11L, 12L, 13L), new PageQuery("2", null));
    assertThat(first.items()).containsExactly("#11", "#12");
    assertThat(new PageQuery("2", first.next()).after()).isEqualTo(12);
  }

  @Test
  void theLastPageLeadsNowhere() {
    assertThat(page(List.of(11L, 12L), new PageQuery("2", null)).next()).isNull();
    assertThat(page(List.of(), new PageQuery("2", null)).next()).isNull();
  }

  @Test
  void withoutAWordAPageHasFiftyItemsFromTheBeginning() {
    PageQuery query = new PageQuery(null, null);
    assertThat(query.limit()).isEqualTo(50);
    assertThat(query.after()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "1.5", "many", "99999999999"})
  void aLimitOutsideOfItsRangeIsNamed(String limit) {
    assertThatThrownBy(() -> new PageQuery(limit, null).limit())
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .satisfies(
            refused ->
                assertThat(refused.problem().errors())
                    .containsExactly(
                        new FieldError("limit", "must be a whole number from 1 to 200")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "!", "aWQ6LTE", "MTI", "aWQ6MTIzNDU2Nzg5MDEyMzQ1Njc4OTA"})
  void aCursorOfSomebodyElseIsNamed(String cursor) {
    assertThatThrownBy(() -> new PageQuery(null, cursor).after())
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .satisfies(
            refused ->
                assertThat(refused.problem().errors())
                    .extracting(FieldError::field)
                    .containsExactly("cursor"));
  }

  private static Page<String> page(List<Long> rows, PageQuery query) {
    return Page.of(rows, query, Long::longValue, id -> "#" + id);
  }
}
