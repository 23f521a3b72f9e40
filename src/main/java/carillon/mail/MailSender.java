package carillon.mail;

import carillon.config.RelayAddress;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.mail.Session;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Gives connections to the relay in force: the first of {@code carillon.mail.relays}, else the mail
 * session of the server. Thread-safe.
 */
@ApplicationScoped
public class MailSender {
  private static final String SESSION = "java:jboss/mail/Default";

  private final Settings settings;
  private final Clock clock;
  private final Consumer<MailAttempted> listener;
  private final SessionRelay.Source source;
  private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

  /** For the container's proxy only. */
  protected MailSender() {
    this(null, null, null, (SessionRelay.Source) null);
  }

  @Inject
  MailSender(Settings settings, Clock clock, Event<MailAttempted> attempts) {
    this(settings, clock, attempts::fire, SessionRelay.bound(SESSION));
  }

  private MailSender(
      Settings settings,
      Clock clock,
      Consumer<MailAttempted> listener,
      SessionRelay.Source source) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    this.source = source;
  }

  /** A sender outside of a server, through this session unless the settings name a relay. */
  public static MailSender through(
      Session session, Settings settings, Clock clock, Consumer<MailAttempted> listener) {
    return new MailSender(settings, clock, listener, () -> session);
  }

  /** A connection for one thread, which closes it. Nothing is opened before its first message. */
  public MailConnection open() {
    Relay relay = relay();
    return new MailConnection(relay, breaker(relay), listener);
  }

  /** Whether the relay of this name rests after a fault of its own: its breaker is open. */
  public boolean resting(String relay) {
    Breaker breaker = breakers.get(relay);
    return breaker != null && breaker.open();
  }

  private Relay relay() {
    List<RelayAddress> relays = settings.get(SettingsTable.MAIL_RELAYS);
    return relays.isEmpty()
        ? new SessionRelay("default", source, settings.get(SettingsTable.MAIL_FROM_DOMAIN))
        : new SettingsRelay(relays.get(0), settings);
  }

  private Breaker breaker(Relay relay) {
    return breakers.computeIfAbsent(
        relay.name(),
        name -> new Breaker(name, () -> settings.get(SettingsTable.MAIL_BREAKER_DELAY), clock));
  }
}
