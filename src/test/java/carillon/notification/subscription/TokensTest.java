package carillon.notification.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final MailLink ALICE = new MailLink(12L, null, 34, 7);
  private static final MailLink LIST = new MailLink(null, "list@example.net", 34, 7);

  private final Jdbi jdbi = MigratedDatabases.h2();
  private final Tokens tokens = SubscriptionBeans.tokens(jdbi);

  @Test
  void aTokenSaysWhatWasSealed() {
    assertThat(tokens.open(tokens.seal(ALICE))).contains(ALICE);
    assertThat(tokens.open(tokens.seal(LIST))).contains(LIST);
  }

  @Test
  void anotherNodeReadsIt() {
    assertThat(SubscriptionBeans.tokens(jdbi).open(tokens.seal(ALICE))).contains(ALICE);
  }

  @Test
  void nobodyReadsWhatItSays() {
    String token = tokens.seal(LIST);
    assertThat(token).matches("[A-Za-z0-9_-]+");
    assertThat(new String(Base64.getUrlDecoder().decode(token))).doesNotContain("list", "34");
    assertThat(tokens.seal(LIST)).isNotEqualTo(token);
  }

  @Test
  void changedAnywhereItIsNone() {
    byte[] token = Base64.getUrlDecoder().decode(tokens.seal(ALICE));
    for (int i = 0; i < token.length; i++) {
      byte[] forged = token.clone();
      forged[i] ^= 1;
      assertThat(tokens.open(Base64.getUrlEncoder().encodeToString(forged)))
          .as("byte %d", i)
          .isEmpty();
    }
  }

  @Test
  void cutOffAnywhereItIsNone() {
    byte[] token = Base64.getUrlDecoder().decode(tokens.seal(ALICE));
    for (int length = 0; length < token.length; length++) {
      String cut = Base64.getUrlEncoder().encodeToString(Arrays.copyOf(token, length));
      assertThat(tokens.open(cut)).as("%d bytes", length).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "AAAA", "not base64 !", "AAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void nothingElseIsOne(String text) {
    assertThat(tokens.open(text)).isEmpty();
  }

  @Test
  void aTokenOutlivesItsKey() {
    String old = tokens.seal(ALICE);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));
    Tokens nextYear = SubscriptionBeans.tokens(jdbi, later);

    assertThat(keyOf(nextYear.seal(ALICE))).isNotEqualTo(keyOf(old));
    assertThat(keyOf(nextYear.seal(ALICE))).isEqualTo(keyOf(nextYear.seal(LIST)));
    assertThat(nextYear.open(old)).contains(ALICE);
    assertThat(tokens.open(nextYear.seal(ALICE))).contains(ALICE);
  }

  private static int keyOf(String token) {
    return ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)).getInt();
  }
}
