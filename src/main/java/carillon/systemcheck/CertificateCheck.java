package carillon.systemcheck;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.config.SmtpRelayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(7);

  private final Settings settings;
  private final Clock clock;
  private final TlsServers redis;
  private final Duration limit;
  private int looked;

  @Inject
  CertificateCheck(Settings settings, Clock clock, TlsServers redis) {
    this(settings, clock, redis, LIMIT);
  }

  /**
   * @param limit how long to look at servers that do not answer; the others are next time's
   */
  CertificateCheck(Settings settings, Clock clock, TlsServers redis, Duration limit) {
    this.settings = settings;
    this.clock = clock;
    this.redis = redis;
    this.limit = limit;
  }

  /** For the container's proxy. */
  CertificateCheck() {
    this(null, null, null);
  }

  @Override
  public String id() {
    return "certificates";
  }

  @Override
  public synchronized List<Finding> findings() {
    List<TlsServer> servers = servers();
    Collections.rotate(servers, -looked);
    long deadline = System.nanoTime() + limit.toNanos();
    List<Finding> findings = new ArrayList<>();
    for (TlsServer server : servers) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.toMillis() <= 0) {
        break;
      }
      look(server, left.compareTo(PATIENCE) < 0 ? left : PATIENCE).ifPresent(findings::add);
      looked = (looked + 1) % servers.size();
    }
    return findings;
  }

  private List<TlsServer> servers() {
    List<TlsServer> servers = new ArrayList<>();
    URI people = settings.get(SettingsTable.BASE_URL);
    if ("https".equalsIgnoreCase(people.getScheme())) {
      int port = people.getPort() == -1 ? HTTPS : people.getPort();
      servers.add(new TlsServer(people.toString(), people.getHost(), port, false));
    }
    servers.addAll(redis.now());
    settings.get(SettingsTable.MAIL_RELAYS).stream()
        .filter(relay -> relay.tls() != SmtpRelayConfig.Tls.NONE)
        .map(CertificateCheck::of)
        .forEach(servers::add);
    return servers;
  }

  private static TlsServer of(SmtpRelayConfig relay) {
    boolean startTls = relay.tls() == SmtpRelayConfig.Tls.STARTTLS;
    return new TlsServer("the mail relay " + relay.name(), relay.host(), relay.port(), startTls);
  }

  private Optional<Finding> look(TlsServer server, Duration patience) {
    try {
      return finding(server.name(), server.validUntil(patience), clock.instant());
    } catch (IOException unavailable) {
      LOG.debug("Cannot read the certificate of {}: {}", server.name(), unavailable.toString());
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
