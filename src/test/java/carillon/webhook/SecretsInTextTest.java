package carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.jiraimport.run.Credentials;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What comes with a secret in it does not show it when somebody logs it. */
class SecretsInTextTest {
  private static final String SECRET = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0";
  private static final String URL = "https://chat.example.org/hooks/token-in-the-path";

  @Test
  void theTextOfARecordHasNoSecret() {
    Set<WebhookEvent> events = Set.of(WebhookEvent.CREATE);
    assertThat(
            List.of(
                new WebhookDefinition(URL, "alice", SECRET, events, true),
                new WebhookResponse(1, URL, "alice", List.copyOf(events), true, null, SECRET),
                new Secret(SECRET),
                new Credentials("ann@example.org", SECRET, null),
                new Credentials(null, null, SECRET)))
        .extracting(Object::toString)
        .allSatisfy(text -> assertThat(text).doesNotContain(SECRET, URL));
  }
}
