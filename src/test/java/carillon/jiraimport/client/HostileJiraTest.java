package carillon.jiraimport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.Settings;
import carillon.jiraimport.FakeJira;
import carillon.jiraimport.run.Credentials;
import carillon.jiraimport.run.StopSignal;
import carillon.outbound.OutboundHttpClient;
import carillon.outbound.RawEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a Jira answers, its import ends with a sentence and the others go on. */
@Timeout(60)
class HostileJiraTest {
  private final OutboundHttpClient outboundHttpClient =
      new OutboundHttpClient(Settings.of(Map.of("carillon.outbound.allow", "127.0.0.1")));

  private JiraClient client(String site, Credentials credentials) {
    return new JiraClient(
        outboundHttpClient,
        site,
        credentials,
        new StopSignal(),
        new JiraClient.Persistence(Duration.ofSeconds(20), 2, Duration.ofMillis(10)));
  }

  private void refused(RawEndpoint.Answer answer, String sentence) throws Exception {
    try (RawEndpoint hostile = new RawEndpoint(answer);
        FakeJira good = new FakeJira(true, 3, 0)) {
      JiraClient client =
          client("http://127.0.0.1:" + hostile.port(), new Credentials(null, null, "token"));

      assertThatThrownBy(() -> client.get("/rest/api/2/field", Map.of()))
          .isInstanceOf(JiraException.class)
          .hasMessageContaining(sentence);

      JiraClient other = client(good.url(), good.credentials());
      assertThat(other.get("/rest/api/3/field", Map.of())).isNotEmpty();
    }
  }

  private static RawEndpoint.Answer json(byte[] body, String headers) {
    String head = "HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n".formatted(headers, body.length);
    return out -> {
      out.write(head.getBytes(StandardCharsets.UTF_8));
      out.write(body);
    };
  }

  private static byte[] zipped(String part, int times) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(packed)) {
      zip.write('[');
      byte[] bytes = part.repeat(1_000).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < times / 1_000; i++) {
        zip.write(bytes);
      }
      zip.write("0]".getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[],", "{},", "0,", "            ", "\"\",", "[[]],"})
  void aLittleThatUnpacksToVeryMuchIsRefused(String part) throws Exception {
    byte[] bomb = zipped(part, 22_000_000);
    assertThat(bomb).hasSizeLessThan(700_000);

    refused(json(bomb, "Content-Encoding: gzip\r\n"), "too long or of too many values");
  }

  @Test
  void nestingWithoutEndIsRefused() throws Exception {
    refused(json("[".repeat(100_000).getBytes(StandardCharsets.UTF_8), ""), "nested too deeply");
    refused(
        json("{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8), ""), "nested too deeply");
  }

  @Test
  void longNumbersTextsAndNamesAreRefused() throws Exception {
    String digits = "9".repeat(1_000_000);
    refused(json(("[" + digits + "]").getBytes(StandardCharsets.UTF_8), ""), "too long");
    refused(json(("[\"" + digits.repeat(11)).getBytes(StandardCharsets.UTF_8), ""), "too long");
    refused(json(("{\"" + digits).getBytes(StandardCharsets.UTF_8), ""), "too long");
  }

  @Test
  void anAnswerWithoutEndIsRefused() throws Exception {
    refused(RawEndpoint.endless("HTTP/1.1 200 OK\r\n\r\n[", "[],".repeat(1_000)), "longer than");
  }

  @Test
  void anErrorWithALongMessageIsCut() throws Exception {
    byte[] body =
        ("{\"errorMessages\":[\"" + "x".repeat(100_000) + "\"]}").getBytes(StandardCharsets.UTF_8);
    String head = "HTTP/1.1 400 Bad Request\r\nContent-Length: %d\r\n\r\n".formatted(body.length);
    try (RawEndpoint hostile =
        new RawEndpoint(
            out -> {
              out.write(head.getBytes(StandardCharsets.UTF_8));
              out.write(body);
            })) {
      JiraClient client =
          client("http://127.0.0.1:" + hostile.port(), new Credentials(null, null, "token"));
      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .isInstanceOf(JiraException.class)
          .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(600));
    }
  }
}
