package carillon.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Turns the text of settings into values. Each refuses by {@link IllegalArgumentException}. */
final class Parsers {
  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  private Parsers() {}

  static Function<String, OptionalInt> optional(Range range) {
    return text -> text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(range.apply(text));
  }

  /** So many a second. */
  static int rate(String text) {
    if (!text.endsWith("/s")) {
      throw new IllegalArgumentException(text);
    }
    return Range.whole(1, 999_999).apply(text.substring(0, text.length() - 2));
  }

  static Duration positiveDuration(String text) {
    return duration(text, LONGEST);
  }

  /** Of a socket, which counts whole milliseconds in an int, and takes 0 for no time-out at all. */
  static Duration timeout(String text) {
    return duration(text, LONGEST_TIMEOUT);
  }

  static Optional<Duration> optionalDuration(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(positiveDuration(text));
  }

  static List<Duration> durations(String text) {
    List<Duration> values = list(text).stream().map(Parsers::positiveDuration).toList();
    if (values.isEmpty()) {
      throw new IllegalArgumentException(text);
    }
    return values;
  }

  static boolean bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::trim).filter(s -> !s.isEmpty()).toList();
  }

  static List<String> addresses(String text) {
    List<String> values = list(text);
    if (values.stream().anyMatch(address -> !address.matches("[^@\\s<>,:/]+@[^@\\s<>,:/]+"))) {
      throw new IllegalArgumentException(text);
    }
    return values;
  }

  /** Names are looked up when they are used, not here. */
  static List<InetSocketAddress> servers(String text) {
    return list(text).stream().map(Parsers::server).toList();
  }

  /** Long enough not to be guessed, and good for a header (RFC 6750). */
  static String token(String text) {
    if (!text.matches("|[A-Za-z0-9._~+/=-]{20,500}")) {
      throw new IllegalArgumentException("too short");
    }
    return text;
  }

  static String name(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  /** A name or address alone: what else is written beside it would be shown wherever it is. */
  static String host(String text) {
    if (!text.matches("[^\\s@/?#,=]*")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static InetSocketAddress server(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(text);
    }
    return InetSocketAddress.createUnresolved(
        host(text.substring(0, colon)), Range.whole(1, 65535).apply(text.substring(colon + 1)));
  }

  static String domain(String text) {
    if (!text.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  static byte[] key(String text) {
    byte[] key = Base64.getDecoder().decode(text);
    if (key.length != 0 && key.length != 32) {
      throw new IllegalArgumentException(text);
    }
    return key;
  }

  static URI httpUrl(String text) {
    URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    boolean bare =
        url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
    if (url.getHost() == null
        || !bare
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw new IllegalArgumentException(text);
    }
    return url;
  }

  static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
    return text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }

  private static Duration duration(String text, Duration longest) {
    Duration value = duration(text);
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(longest) > 0) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (java.time.format.DateTimeParseException notADuration) {
      throw new IllegalArgumentException(text, notADuration);
    }
  }
}
