package carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What we sign, the specification's own library verifies. */
class SignatureTest {
  private static final String BODY = "{\"action\":\"create\",\"title\":\"Ä ✓\"}";

  private final Secret present = Secret.generated(new SecureRandom());
  private final Secret old = Secret.generated(new SecureRandom());

  private HttpHeaders signed(Instant at, List<Secret> secrets) {
    Map<String, String> headers =
        Signature.headers("msg_1", at, BODY.getBytes(StandardCharsets.UTF_8), secrets);
    return HttpHeaders.of(
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
        (name, value) -> true);
  }

  private static void verify(Secret secret, String body, HttpHeaders headers) throws Exception {
    new com.standardwebhooks.Webhook(secret.text()).verify(body, headers);
  }

  @Test
  void whileASecretIsReplacedBothVerify() {
    HttpHeaders headers = signed(Instant.now(), List.of(present, old));

    assertThatCode(() -> verify(present, BODY, headers)).doesNotThrowAnyException();
    assertThatCode(() -> verify(old, BODY, headers)).doesNotThrowAnyException();
  }

  @Test
  void anotherSecretBodyOrTimeDoesNot() {
    HttpHeaders headers = signed(Instant.now(), List.of(present));

    assertThatThrownBy(() -> verify(old, BODY, headers))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> verify(present, BODY + " ", headers))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(
            () -> verify(present, BODY, signed(Instant.now().minusSeconds(3600), List.of(present))))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void aSecretIsOfTheLengthThatTheSpecificationAllowsAndNeverPrinted() {
    assertThat(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").bytes()).hasSize(24);
    assertThat(present.text()).startsWith("whsec_");
    assertThat(present.toString()).isEqualTo("whsec_***");
    for (String bad : List.of("whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%")) {
      assertThatThrownBy(() -> new Secret(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
