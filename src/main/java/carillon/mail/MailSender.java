package carillon.mail;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.config.Steady;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.Outcome;
import carillon.mail.smtp.Reply;
import carillon.mail.smtp.SessionRelay;
import carillon.mail.smtp.Timeouts;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.mail.Session;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives mails to the first relay that works, over connections that are kept open. Thread-safe;
 * sends in the caller's thread.
 */
@ApplicationScoped
public class MailSender {
  private static final String SESSION = "java:jboss/mail/Default";

  private final Settings settings;
  private final Routes routes;

  /** For the container's proxy only. */
  protected MailSender() {
    this(null, null);
  }

  @Inject
  MailSender(
      Settings settings,
      @Steady Clock clock,
      Event<MailAttempted> attempts,
      Event<RefusedAlike> refusals) {
    this(
        settings,
        new Routes(settings, clock, new Fired(attempts, refusals), SessionRelay.bound(SESSION)));
  }

  private MailSender(Settings settings, Routes routes) {
    this.settings = settings;
    this.routes = routes;
  }

  private record Fired(Event<MailAttempted> attempts, Event<RefusedAlike> refusals)
      implements MailListener {
    @Override
    public void attempted(MailAttempted attempt) {
      attempts.fire(attempt);
    }

    @Override
    public void refusedAlike(RefusedAlike refused) {
      refusals.fire(refused);
    }
  }

  /** A sender outside of a server, through this session unless the settings name a relay. */
  public static MailSender through(
      Session session, Settings settings, Clock clock, MailListener listener) {
    return new MailSender(settings, new Routes(settings, clock, listener, () -> session));
  }

  /**
   * Tries the relays by priority until one takes the mail or refuses it, other than for its own
   * lack of SMTPUTF8. Whatever relays and network do is an outcome, not an exception; {@code
   * RelayDown} means that none could be asked.
   */
  public Outcome send(Mail mail) {
    Outcome down = null;
    Outcome lacking = null;
    for (Route route : routes.inForce()) {
      Outcome outcome = route.send(mail);
      if (outcome instanceof Outcome.RelayDown) {
        down = down == null ? outcome : down;
      } else if (outcome instanceof Outcome.Failed failed && failed.lacksUtf8()) {
        lacking = outcome;
      } else {
        return outcome;
      }
    }
    return down == null ? lacking : lacking == null ? down : later(down);
  }

  /** Of the relays that work none can take this mail; one that rests might, and others need not. */
  private static Outcome later(Outcome down) {
    return new Outcome.Deferred(Reply.of(-1, down.text()));
  }

  /**
   * How many mails are worth a try now: all when a relay works, none while all rest, and 1 when
   * that of one is over.
   */
  public int worthwhile() {
    return routes.inForce().stream()
        .mapToInt(route -> route.breaker().worthwhile())
        .max()
        .orElse(0);
  }

  /** Longer than {@link #send} may take, whatever relays and network do. */
  public Duration longest() {
    return Route.longest(Timeouts.of(settings)).multipliedBy(routes.inForce().size());
  }

  /** The relays in force, by priority. */
  public List<RelayStatus> relays() {
    List<Route> present = routes.inForce();
    return IntStream.range(0, present.size())
        .mapToObj(i -> RelayStatus.of(present.get(i), i + 1))
        .toList();
  }

  /** Whether the relay of this name rests after a fault of its own: its breaker is open. */
  public boolean resting(String relay) {
    return routes.inForce().stream()
        .anyMatch(r -> r.relay().name().equals(relay) && r.breaker().state() == State.OPEN);
  }

  /** Closes connections that nobody used for a while, and cuts off those that hang. */
  void sweep() {
    Duration idle = settings.get(SettingsTable.MAIL_IDLE_TIMEOUT);
    routes.inForce().forEach(route -> route.connections().sweep(idle));
  }

  /** Closes every connection; nothing is sent any more. */
  @PreDestroy
  public void close() {
    routes.close();
  }
}
