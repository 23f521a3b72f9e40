package carillon.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundHttpClientTest {
  private static final Settings LOOPBACK =
      Settings.of(Map.of("carillon.outbound.allow", "127.0.0.1"));

  private final Endpoint endpoint = new Endpoint();
  private final OutboundHttpClient outboundHttpClient = new OutboundHttpClient(LOOPBACK);

  @AfterEach
  void close() {
    outboundHttpClient.close();
    endpoint.close();
  }

  private HttpCall request(URI uri) {
    byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
    return new HttpCall("POST", uri, Map.of("x-name", "value"), body, Duration.ofSeconds(2), 100);
  }

  @Test
  void sendsAndReceives() throws Exception {
    endpoint.answers(201, "made");

    HttpReply httpReply = outboundHttpClient.send(request(endpoint.uri())).get();

    assertThat(httpReply.status()).isEqualTo(201);
    assertThat(httpReply.text()).isEqualTo("made");
    assertThat(httpReply.cut()).isFalse();
    assertThat(endpoint.received().get(0).body()).isEqualTo("hello");
    assertThat(endpoint.received().get(0).headers()).containsEntry("x-name", "value");
  }

  @Test
  void anAnswerWithoutEndIsCut() throws Exception {
    endpoint.does(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] part = "x".repeat(1000).getBytes(StandardCharsets.UTF_8);
          for (int i = 0; i < 100_000; i++) {
            exchange.getResponseBody().write(part);
          }
        });

    HttpReply httpReply = outboundHttpClient.send(request(endpoint.uri())).get();

    assertThat(httpReply.cut()).isTrue();
    assertThat(httpReply.body()).hasSize(100);
  }

  @Test
  void hangingHostTimesOut() {
    endpoint.hangs();

    assertThatThrownBy(() -> outboundHttpClient.send(request(endpoint.uri())).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void slowlyDrippingResponseTimesOut() {
    endpoint.does(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
          while (System.nanoTime() < end) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(100_000_000);
          }
        });

    assertThatThrownBy(() -> outboundHttpClient.send(request(endpoint.uri())).get())
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void redirectsAreNotFollowed() throws Exception {
    endpoint.does(
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data");
          Endpoint.answer(exchange, 302, "");
        });

    assertThat(outboundHttpClient.send(request(endpoint.uri())).get().status()).isEqualTo(302);
    assertThat(endpoint.received()).hasSize(1);
  }

  @Test
  void aForbiddenAddressIsNotConnectedTo() {
    OutboundHttpClient strict = new OutboundHttpClient(Settings.of(Map.of()));

    for (String host : new String[] {"127.0.0.1", "localhost"}) {
      URI uri = URI.create("http://" + host + ":" + endpoint.uri().getPort() + "/");
      assertThatThrownBy(() -> strict.send(request(uri)).get())
          .hasCauseInstanceOf(ForbiddenAddressException.class);
    }
    assertThat(endpoint.received()).isEmpty();
    strict.close();
  }

  /** As a webhook's row, or Jira's address, might have them from before a rule was there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "127.0.0.1.",
        "localhost.",
        "LOCALHOST",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]"
      })
  void noOtherWayToWriteItIsConnectedTo(String host) {
    OutboundHttpClient strict = new OutboundHttpClient(Settings.of(Map.of()));
    URI uri = URI.create("http://" + host + ":" + endpoint.uri().getPort() + "/");

    assertThatThrownBy(() -> strict.send(request(uri)).get())
        .hasCauseInstanceOf(UnknownHostException.class);

    assertThat(endpoint.received()).isEmpty();
    strict.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jira_server", "münchen.example"})
  void hostsWithUnderscoresAndInternationalNamesAreCalled(String host) throws Exception {
    outboundHttpClient.guard =
        new AddressGuard(LOOPBACK) {
          @Override
          InetAddress[] resolve(String name) throws UnknownHostException {
            return super.resolve("127.0.0.1");
          }
        };
    HttpAddress address =
        HttpAddress.of("http://" + host + ":" + endpoint.uri().getPort() + "/hook");

    assertThat(outboundHttpClient.send(request(address.uri())).get().status()).isEqualTo(200);
    assertThat(endpoint.received().get(0).headers().get("host")).startsWith(address.host());
  }

  /** DNS rebinding: the name is checked with one address and would lead to another afterwards. */
  @Test
  void connectionUsesTheCheckedAddress() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    outboundHttpClient.guard =
        new AddressGuard(LOOPBACK) {
          @Override
          InetAddress[] resolve(String host) throws UnknownHostException {
            return super.resolve(asked.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2");
          }
        };
    URI rebinding = URI.create("http://rebinding.example:" + endpoint.uri().getPort() + "/");

    assertThat(outboundHttpClient.send(request(rebinding)).get().status()).isEqualTo(200);
    assertThat(asked).hasValue(1);
    assertThat(endpoint.received().get(0).headers().get("host")).startsWith("rebinding.example");
  }
}
