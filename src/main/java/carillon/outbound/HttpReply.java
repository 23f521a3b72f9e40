package carillon.outbound;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a host answered.
 *
 * @param headers by name in lower case; of several with one name, the first
 * @param body as it was sent (perhaps compressed), not more than the request wanted
 * @param cut whether there was more
 */
public record HttpReply(int status, Map<String, String> headers, byte[] body, boolean cut) {
  public HttpReply {
    headers = Map.copyOf(headers);
  }

  public boolean successful() {
    return status >= 200 && status < 300;
  }

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** The body read as UTF-8, whatever it is. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
