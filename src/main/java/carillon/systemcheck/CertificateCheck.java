package carillon.systemcheck;

import carillon.config.RelayAddress;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds certificates that expire soon, as they are shown: of the address that people use, of Redis
 * and of the mail relays. That a server is away is for other checks to say.
 */
@ApplicationScoped
class CertificateCheck implements Check {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateCheck.class);
  private static final Duration SOON = Duration.ofDays(14);
  private static final int HTTPS = 443;

  private final Settings settings;
  private final Clock clock;

  @Inject
  CertificateCheck(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** For the container's proxy. */
  CertificateCheck() {
    this(null, null);
  }

  @Override
  public String id() {
    return "certificates";
  }

  @Override
  public List<Finding> findings() {
    return servers().stream().flatMap(server -> look(server).stream()).toList();
  }

  private List<TlsServer> servers() {
    List<TlsServer> servers = new ArrayList<>();
    URI people = settings.get(SettingsTable.BASE_URL);
    if ("https".equals(people.getScheme())) {
      int port = people.getPort() == -1 ? HTTPS : people.getPort();
      servers.add(new TlsServer(people.toString(), people.getHost(), port, false));
    }
    String redis = settings.get(SettingsTable.REDIS_SERVER);
    if (!redis.isEmpty() && settings.get(SettingsTable.REDIS_TLS)) {
      int port = settings.get(SettingsTable.REDIS_PORT);
      servers.add(new TlsServer("Redis at " + redis + ":" + port, redis, port, false));
    }
    settings.get(SettingsTable.MAIL_RELAYS).stream()
        .filter(relay -> relay.tls() != RelayAddress.Tls.NONE)
        .map(CertificateCheck::of)
        .forEach(servers::add);
    return servers;
  }

  private static TlsServer of(RelayAddress relay) {
    boolean startTls = relay.tls() == RelayAddress.Tls.STARTTLS;
    return new TlsServer("the mail relay " + relay.name(), relay.host(), relay.port(), startTls);
  }

  private Optional<Finding> look(TlsServer server) {
    try {
      return finding(server.name(), server.validUntil(), clock.instant());
    } catch (IOException away) {
      LOG.debug("No certificate of {}: {}", server.name(), away.toString());
      return Optional.empty();
    }
  }

  private static Optional<Finding> finding(String name, Instant until, Instant now) {
    if (until.isBefore(now)) {
      return Optional.of(
          Finding.error(
              "The certificate of %s has expired at %s: renew it.".formatted(name, until)));
    }
    Duration left = Duration.between(now, until);
    return left.compareTo(SOON) > 0
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                "The certificate of %s expires in %d days, at %s: renew it."
                    .formatted(name, left.toDays(), until)));
  }
}
