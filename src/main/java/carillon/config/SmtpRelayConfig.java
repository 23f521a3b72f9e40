package carillon.config;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where an SMTP relay is and how it is to be used: {@code
 * smtp://user@host:port?tls=starttls&password-key=KEY&connections=4&rate=100/s&messages-per-connection=100}.
 *
 * @param user whom to authenticate as, empty for no authentication
 * @param passwordKey the setting that holds the password; never the password itself
 * @param connections how many at most are open at once, 1 to 100
 * @param messagesPerSecond 0: as fast as it takes them
 * @param messagesPerConnection after so many a new connection is opened, 1 to 100,000
 */
public record SmtpRelayConfig(
    String host,
    int port,
    Tls tls,
    Optional<String> user,
    Optional<String> passwordKey,
    int connections,
    int messagesPerSecond,
    int messagesPerConnection) {
  private static final Set<String> OPTIONS =
      Set.of("tls", "password-key", "connections", "rate", "messages-per-connection");

  /** How the connection is encrypted: never, required by STARTTLS, or from its first byte. */
  public enum Tls {
    NONE(25),
    STARTTLS(587),
    IMPLICIT(465);

    private final int usualPort;

    Tls(int usualPort) {
      this.usualPort = usualPort;
    }
  }

  public SmtpRelayConfig {
    boolean named = host != null && !host.isBlank() && port > 0 && port <= 65535;
    if (!named || user.isPresent() != passwordKey.isPresent()) {
      throw new IllegalArgumentException("a host, and a user together with a password-key");
    }
  }

  /** What logs and metrics call it: no user, no key. */
  public String name() {
    return host + ":" + port;
  }

  static List<SmtpRelayConfig> parseAll(String text) {
    return Parsers.list(text).stream().map(SmtpRelayConfig::parse).toList();
  }

  private static SmtpRelayConfig parse(String text) {
    URI uri = URI.create(text);
    if (!"smtp".equals(uri.getScheme()) || uri.getHost() == null || !uri.getPath().isEmpty()) {
      throw new IllegalArgumentException("smtp://host:port");
    }
    Map<String, String> options = options(uri.getQuery());
    Tls tls = Tls.valueOf(options.getOrDefault("tls", "starttls").toUpperCase(Locale.ROOT));
    return new SmtpRelayConfig(
        uri.getHost(),
        uri.getPort() == -1 ? tls.usualPort : uri.getPort(),
        tls,
        Optional.ofNullable(uri.getUserInfo()).map(SmtpRelayConfig::withoutPassword),
        Optional.ofNullable(options.get("password-key")),
        Range.whole(1, 100).apply(options.getOrDefault("connections", "4")),
        rate(options.getOrDefault("rate", "0/s")),
        Range.whole(1, 100_000).apply(options.getOrDefault("messages-per-connection", "100")));
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    if (query == null) {
      return options;
    }
    for (String[] option : Arrays.stream(query.split("&")).map(o -> o.split("=", 2)).toList()) {
      boolean known = option.length == 2 && OPTIONS.contains(option[0]);
      if (!known || options.put(option[0], option[1]) != null) {
        throw new IllegalArgumentException(option[0]);
      }
    }
    return options;
  }

  private static int rate(String text) {
    if (!text.matches("[0-9]{1,6}/s")) {
      throw new IllegalArgumentException("rate=100/s");
    }
    return Integer.parseInt(text.substring(0, text.length() - 2));
  }

  private static String withoutPassword(String user) {
    if (user.contains(":")) {
      throw new IllegalArgumentException("the password is in the setting named by password-key");
    }
    return user;
  }
}
