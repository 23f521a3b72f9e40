package carillon.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.it.Api;
import carillon.it.Carillon;
import carillon.it.Services;
import com.fasterxml.jackson.databind.JsonNode;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What an administrator sees of mail delivery, and can do about it, on the real server. */
@ArquillianTest
class MailOperationIT {
  private static final Api ADMIN = Api.as("admin");

  @Deployment(testable = false)
  static WebArchive carillon() {
    return Carillon.war();
  }

  @Test
  void aTestMailGoesTheWholeWay() throws Exception {
    String to = "mail-test@example.com";
    Api.Answer accepted = ADMIN.post("/api/v1/mail/test", "{\"to\":\"" + to + "\"}");
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.json().get("state").asText()).isEqualTo("pending");
    String path = "/api/v1/mail/test/" + accepted.json().get("id").asLong();
    assertThat(accepted.headers().firstValue("Location")).get().asString().endsWith(path);

    JsonNode test =
        await()
            .until(
                () -> ADMIN.get(path).json(),
                json -> !json.get("state").asText().equals("pending"));

    assertThat(test.get("state").asText()).isEqualTo("sent");
    assertThat(test.get("reply").asText()).startsWith("250");
    assertThat(Services.mailsTo(to)).hasSize(1);
    assertThat(Services.mailsTo(to).get(0).getSubject()).isEqualTo("Carillon: test mail");
  }

  @Test
  void aTestMailNeedsAnAddress() {
    Api.Answer refused = ADMIN.post("/api/v1/mail/test", "{\"to\":\"nobody\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("errors").get(0).get("field").asText()).isEqualTo("to");
  }

  @Test
  void theRelayOfTheServersMailSessionIsShown() {
    JsonNode relays = Api.as("viewer").get("/api/v1/relays").json().get("items");
    assertThat(relays).hasSize(1);
    assertThat(relays.get(0).get("name").asText()).isEqualTo("default");
    assertThat(relays.get(0).get("state").asText()).isEqualTo("closed");
    assertThat(relays.get(0).get("connections").get("limit").asInt()).isEqualTo(4);
  }

  @Test
  void deletingAnUnknownSuppressionIsNotFound() {
    assertThat(ADMIN.get("/api/v1/suppressions").json().get("items")).isEmpty();
    assertThat(ADMIN.delete("/api/v1/suppressions/nobody@example.com").status()).isEqualTo(404);
    assertThat(ADMIN.post("/api/v1/deliveries/999999999/drop", "").status()).isEqualTo(404);
  }
}
