package carillon.mail;

import carillon.config.Monotonic;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.SendOutcome;
import carillon.mail.smtp.SessionRelay;
import carillon.mail.smtp.SmtpReply;
import carillon.mail.smtp.SmtpTimeouts;
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
  private final RelayClients relayClients;

  /** For the container's proxy only. */
  protected MailSender() {
    this(null, null);
  }

  @Inject
  MailSender(
      Settings settings,
      @Monotonic Clock clock,
      Event<MailAttempted> attempts,
      Event<PolicyRefusalDetected> refusals) {
    this(
        settings,
        new RelayClients(
            settings, clock, new Fired(attempts, refusals), SessionRelay.bound(SESSION)));
  }

  private MailSender(Settings settings, RelayClients relayClients) {
    this.settings = settings;
    this.relayClients = relayClients;
  }

  private record Fired(Event<MailAttempted> attempts, Event<PolicyRefusalDetected> refusals)
      implements MailListener {
    @Override
    public void attempted(MailAttempted attempt) {
      attempts.fire(attempt);
    }

    @Override
    public void refusedAlike(PolicyRefusalDetected refused) {
      refusals.fire(refused);
    }
  }

  /** A sender outside of a server, through this session unless the settings name a relay. */
  public static MailSender through(
      Session session, Settings settings, Clock clock, MailListener listener) {
    return new MailSender(settings, new RelayClients(settings, clock, listener, () -> session));
  }

  /**
   * Tries the relays by priority until one takes the mail or refuses it, other than for its own
   * lack of SMTPUTF8. Whatever relays and network do is an outcome, not an exception; {@code
   * RelayDown} means that none could be asked.
   */
  public SendOutcome send(Mail mail) {
    SendOutcome down = null;
    SendOutcome lacking = null;
    for (RelayClient relayClient : relayClients.inForce()) {
      SendOutcome sendOutcome = relayClient.send(mail);
      if (sendOutcome instanceof SendOutcome.RelayDown) {
        down = down == null ? sendOutcome : down;
      } else if (sendOutcome instanceof SendOutcome.Failed failed && failed.lacksUtf8()) {
        lacking = sendOutcome;
      } else {
        return sendOutcome;
      }
    }
    return down == null ? lacking : lacking == null ? down : later(down);
  }

  /** Of the relays that work none can take this mail; one that rests might, and others need not. */
  private static SendOutcome later(SendOutcome down) {
    return new SendOutcome.Deferred(SmtpReply.of(-1, down.text()));
  }

  /**
   * How many mails are worth a try now: all when a relay works, none while all rest, and 1 when
   * that of one is over.
   */
  public int worthwhile() {
    return relayClients.inForce().stream()
        .mapToInt(relayClient -> relayClient.breaker().worthwhile())
        .max()
        .orElse(0);
  }

  /** Longer than {@link #send} may take, whatever relays and network do. */
  public Duration longest() {
    return RelayClient.longest(SmtpTimeouts.of(settings))
        .multipliedBy(relayClients.inForce().size());
  }

  /** The relays in force, by priority. */
  public List<RelayStatus> relays() {
    List<RelayClient> present = relayClients.inForce();
    return IntStream.range(0, present.size())
        .mapToObj(i -> RelayStatus.of(present.get(i), i + 1))
        .toList();
  }

  /** Whether the relay of this name rests after a fault of its own: its breaker is open. */
  public boolean resting(String relay) {
    return relayClients.inForce().stream()
        .anyMatch(r -> r.relay().name().equals(relay) && r.breaker().state() == State.OPEN);
  }

  /** Closes connections that nobody used for a while, and cuts off those that hang. */
  void sweep() {
    Duration idle = settings.get(SettingsTable.MAIL_IDLE_TIMEOUT);
    relayClients.inForce().forEach(relayClient -> relayClient.connections().sweep(idle));
  }

  /** Closes every connection; nothing is sent any more. */
  @PreDestroy
  public void close() {
    relayClients.close();
  }
}
