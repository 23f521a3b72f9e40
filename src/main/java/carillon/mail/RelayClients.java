package carillon.mail;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.config.SmtpRelayConfig;
import carillon.mail.smtp.SessionRelay;
import carillon.mail.smtp.SettingsRelay;
import carillon.mail.smtp.SmtpRelay;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The routes in force, by priority: those of {@code carillon.mail.relays}, else the one of the
 * server's mail session. A change of the setting keeps the routes that stay and closes the others.
 * Thread-safe.
 */
final class RelayClients implements AutoCloseable {
  private final Settings settings;
  private final Clock clock;
  private final MailListener listener;
  private final SessionRelay.Source session;
  private volatile Present present = new Present(null, List.of());
  private boolean closed;

  /** What the setting was, by identity, and what was made of it. */
  private record Present(List<SmtpRelayConfig> addresses, List<RelayClient> routes) {}

  RelayClients(Settings settings, Clock clock, MailListener listener, SessionRelay.Source session) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    this.session = session;
  }

  /** At least one; the first is to be tried first. */
  List<RelayClient> inForce() {
    List<SmtpRelayConfig> addresses = settings.get(SettingsTable.MAIL_RELAYS);
    Present last = present;
    return last.addresses() == addresses ? last.routes() : changed(addresses);
  }

  private synchronized List<RelayClient> changed(List<SmtpRelayConfig> addresses) {
    if (present.addresses() != addresses) {
      List<RelayClient> retired = new ArrayList<>(present.routes());
      List<RelayClient> relayClients = relays(addresses).stream().map(this::route).toList();
      retired.removeAll(relayClients);
      present = new Present(addresses, relayClients);
      (closed ? relayClients : retired).forEach(RelayClient::close);
    }
    return present.routes();
  }

  private List<SmtpRelay> relays(List<SmtpRelayConfig> addresses) {
    return addresses.isEmpty()
        ? List.of(new SessionRelay("default", session, settings))
        : addresses.stream().<SmtpRelay>map(a -> new SettingsRelay(a, settings)).toList();
  }

  private RelayClient route(SmtpRelay smtpRelay) {
    return present.routes().stream()
        .filter(relayClient -> relayClient.relay().equals(smtpRelay))
        .findFirst()
        .orElseGet(() -> RelayClient.to(smtpRelay, settings, clock, listener));
  }

  /** Routes made after this are closed from the beginning. */
  @Override
  public synchronized void close() {
    closed = true;
    present.routes().forEach(RelayClient::close);
  }
}
