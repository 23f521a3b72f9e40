package carillon.outbound;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
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
  private static final Duration LONGEST_REST = Duration.ofDays(1);

  public HttpReply {
    headers = Map.copyOf(headers);
  }

  public boolean successful() {
    return status >= 200 && status < 300;
  }

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /**
   * How long the host asks to be left alone (RFC 9110 section 10.2.3), at most a day. A date counts
   * from the response's own; without one it says nothing.
   */
  public Optional<Duration> retryAfter() {
    return header("retry-after")
        .map(String::strip)
        .flatMap(text -> text.matches("[0-9]{1,9}") ? seconds(text) : untilDate(text))
        .map(asked -> asked.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : asked);
  }

  private static Optional<Duration> seconds(String text) {
    return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
  }

  private Optional<Duration> untilDate(String text) {
    return date(text)
        .flatMap(
            until ->
                header("date")
                    .flatMap(HttpReply::date)
                    .map(sent -> Duration.between(sent, until))
                    .filter(asked -> !asked.isNegative()));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  /** The body read as UTF-8, whatever it is. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
