package carillon.mail;

import carillon.config.RelayAddress;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.mail.smtp.Relay;
import carillon.mail.smtp.SessionRelay;
import carillon.mail.smtp.SettingsRelay;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The routes in force, by priority: those of {@code carillon.mail.relays}, else the one of the
 * server's mail session. A change of the setting keeps the routes that stay and closes the others.
 * Thread-safe.
 */
final class Routes implements AutoCloseable {
  private final Settings settings;
  private final Clock clock;
  private final MailListener listener;
  private final SessionRelay.Source session;
  private volatile Present present = new Present(null, List.of());
  private boolean closed;

  /** What the setting was, by identity, and what was made of it. */
  private record Present(List<RelayAddress> addresses, List<Route> routes) {}

  Routes(Settings settings, Clock clock, MailListener listener, SessionRelay.Source session) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    this.session = session;
  }

  /** At least one; the first is to be tried first. */
  List<Route> inForce() {
    List<RelayAddress> addresses = settings.get(SettingsTable.MAIL_RELAYS);
    Present last = present;
    return last.addresses() == addresses ? last.routes() : changed(addresses);
  }

  private synchronized List<Route> changed(List<RelayAddress> addresses) {
    if (present.addresses() != addresses) {
      List<Route> retired = new ArrayList<>(present.routes());
      List<Route> routes = relays(addresses).stream().map(this::route).toList();
      retired.removeAll(routes);
      present = new Present(addresses, routes);
      (closed ? routes : retired).forEach(Route::close);
    }
    return present.routes();
  }

  private List<Relay> relays(List<RelayAddress> addresses) {
    return addresses.isEmpty()
        ? List.of(new SessionRelay("default", session, settings))
        : addresses.stream().<Relay>map(a -> new SettingsRelay(a, settings)).toList();
  }

  private Route route(Relay relay) {
    return present.routes().stream()
        .filter(route -> route.relay().equals(relay))
        .findFirst()
        .orElseGet(() -> Route.to(relay, settings, clock, listener));
  }

  /** Routes made after this are closed from the beginning. */
  @Override
  public synchronized void close() {
    closed = true;
    present.routes().forEach(Route::close);
  }
}
