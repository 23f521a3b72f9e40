package carillon.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A request to be sent.
 *
 * @param body null for none
 * @param timeout from the first byte sent to the last one received, connecting included
 * @param mostBytes how much of the answer's body is read; the rest is not waited for
 */
public record HttpCall(
    String method,
    URI uri,
    Map<String, String> headers,
    byte[] body,
    Duration timeout,
    int mostBytes) {
  public HttpCall {
    headers = Map.copyOf(headers);
  }

  /** A request without a body. */
  public static HttpCall get(
      URI uri, Map<String, String> headers, Duration timeout, int mostBytes) {
    return new HttpCall("GET", uri, headers, null, timeout, mostBytes);
  }
}
