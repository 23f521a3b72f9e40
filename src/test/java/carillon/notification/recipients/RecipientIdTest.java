package carillon.notification.recipients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecipientIdTest {

  @Test
  void anAddressIsNamedByItsDigestWhateverItsCase() {
    // printf %s list@example.org | sha256sum
    assertThat(RecipientId.ofAddress("List@Example.org"))
        .isEqualTo(RecipientId.ofAddress("list@example.org"))
        .extracting(RecipientId::text)
        .isEqualTo("x5153ed5bf716");
  }

  @Test
  void aUserIsNamedByTheirId() {
    assertThat(RecipientId.ofUser(12).text()).isEqualTo("u12");
  }

  @Test
  void nothingElseIsAName() {
    assertThatThrownBy(() -> new RecipientId("u12@host\r\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
