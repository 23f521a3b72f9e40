package carillon.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import carillon.config.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who rests for whose faults, at a real endpoint. */
class HostCircuitsTest {
  private static final Settings SETTINGS =
      Settings.of(Map.of("carillon.outbound.allow", "127.0.0.1"));

  private final Endpoint endpoint = new Endpoint();
  private final OutboundHttpClient outboundHttpClient = new OutboundHttpClient(SETTINGS);
  private final HostCircuits hostCircuits =
      new HostCircuits(outboundHttpClient, SETTINGS, Clock.systemUTC());

  @AfterEach
  void close() {
    outboundHttpClient.close();
    endpoint.close();
  }

  private int send(URI uri) throws Exception {
    HttpCall httpCall = HttpCall.get(uri, Map.of(), Duration.ofSeconds(5), 100);
    return hostCircuits.send(httpCall).get().status();
  }

  private Duration rest(URI uri) {
    return catchThrowableOfType(CircuitOpenException.class, () -> send(uri)).rest();
  }

  @Test
  void anEndpointThatFailsRestsAloneOnItsHost() throws Exception {
    URI failing = endpoint.uri().resolve("/failing");
    endpoint.does(
        exchange ->
            Endpoint.answer(
                exchange, exchange.getRequestURI().getPath().equals("/failing") ? 429 : 200, ""));
    for (int i = 0; i < 5; i++) {
      assertThat(send(failing)).isEqualTo(429);
    }

    assertThatThrownBy(() -> send(failing)).isInstanceOf(CircuitOpenException.class);
    assertThat(send(endpoint.uri())).isEqualTo(200);
  }

  @Test
  void aHostThatCannotBeConnectedToRestsAsAWhole() {
    URI closed = endpoint.uri();
    endpoint.close();
    for (int i = 0; i < 5; i++) {
      URI one = closed.resolve("/" + i);
      assertThat(catchThrowable(() -> send(one))).isNotInstanceOf(CircuitOpenException.class);
    }

    assertThatThrownBy(() -> send(closed.resolve("/other")))
        .isInstanceOf(CircuitOpenException.class);
  }

  @Test
  void anEndpointIsLeftAloneForAsLongAsItAsks() throws Exception {
    endpoint.does(
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "40");
          Endpoint.answer(exchange, 503, "");
        });
    send(endpoint.uri());

    assertThat(rest(endpoint.uri())).isBetween(Duration.ofSeconds(38), Duration.ofSeconds(40));
    assertThat(send(endpoint.uri().resolve("/other"))).isEqualTo(503);
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    assertThat(retryAfter(Map.of("retry-after", "40"))).hasSeconds(40);
    assertThat(retryAfter(Map.of("retry-after", "999999999"))).isEqualTo(Duration.ofDays(1));
    assertThat(
            retryAfter(
                Map.of(
                    "retry-after",
                    "Fri, 31 Dec 1999 23:59:59 GMT",
                    "date",
                    "Fri, 31 Dec 1999 23:58:59 GMT")))
        .hasSeconds(60);
    for (String nothing : new String[] {"", "-1", "soon", "99999999999", "40, 41"}) {
      assertThat(retryAfter(Map.of("retry-after", nothing))).as(nothing).isNull();
    }
  }

  private static Duration retryAfter(Map<String, String> headers) {
    return new HttpReply(503, headers, new byte[0], false).retryAfter().orElse(null);
  }
}
