package carillon.mail;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.MailConnection;
import carillon.mail.smtp.SendOutcome;
import carillon.mail.smtp.SmtpConnectionPool;
import carillon.mail.smtp.SmtpRelay;
import carillon.mail.smtp.SmtpTimeouts;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one relay: its connections, and what guards it. Thread-safe.
 *
 * @param rate null: as fast as it takes them
 */
record RelayClient(
    SmtpRelay relay,
    SmtpConnectionPool connections,
    RelayCircuitBreaker breaker,
    RateLimiter rate,
    RefusalStreak streak,
    MailListener listener)
    implements AutoCloseable {
  /** How long a mail waits for its turn before its thread is given to others. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(RelayClient.class);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  static RelayClient to(
      SmtpRelay smtpRelay, Settings settings, Clock clock, MailListener listener) {
    return new RelayClient(
        smtpRelay,
        new SmtpConnectionPool(smtpRelay, smtpRelay.connections()),
        new RelayCircuitBreaker(
            smtpRelay.name(), () -> settings.get(SettingsTable.MAIL_BREAKER_DELAY), clock),
        smtpRelay.messagesPerSecond() == 0 ? null : bucket(smtpRelay),
        new RefusalStreak(),
        listener);
  }

  /** A bucket of at most a tenth of a second's mails, so that pauses are not made up for. */
  private static RateLimiter bucket(SmtpRelay smtpRelay) {
    int rate = smtpRelay.messagesPerSecond();
    int size = Math.max(1, rate / 10);
    RateLimiterConfig config =
        RateLimiterConfig.custom()
            .limitForPeriod(size)
            .limitRefreshPeriod(Duration.ofNanos(SECOND * size / rate))
            .timeoutDuration(PATIENCE)
            .build();
    return RateLimiter.of(smtpRelay.name(), config);
  }

  /** {@code RelayDown} when the relay is at fault, and at once when nothing can be tried now. */
  SendOutcome send(Mail mail) {
    if (!breaker.admits()) {
      return new SendOutcome.RelayDown(
          "The relay's circuit is open after a fault: " + breaker.fault());
    }
    SendOutcome outcome = null;
    long start = System.nanoTime();
    try {
      MailConnection connection = turn() ? connections.take(PATIENCE) : null;
      if (connection == null) {
        return new SendOutcome.RelayDown(
            "Too many mails at once for the relay's rate and connections");
      }
      start = System.nanoTime();
      outcome = streak.judged(mail, given(mail, connection));
    } finally {
      answered(outcome, Duration.ofNanos(System.nanoTime() - start));
    }
    tell(outcome, Duration.ofNanos(System.nanoTime() - start));
    return outcome;
  }

  /** Also after an error: a circuit that waits for the one mail that tries it waits for ever. */
  private void answered(SendOutcome outcome, Duration took) {
    if (outcome == null) {
      breaker.untried();
    } else {
      breaker.saw(outcome, took);
    }
  }

  /** Longer than {@link #send} may take: a kept connection that fails is followed by a new one. */
  static Duration longest(SmtpTimeouts smtpTimeouts) {
    return PATIENCE.plus(smtpTimeouts.conversation()).multipliedBy(2);
  }

  private boolean turn() {
    return rate == null || rate.acquirePermission();
  }

  /** What a listener does must not cost the outcome: nobody else knows that the mail was sent. */
  private void tell(SendOutcome sendOutcome, Duration took) {
    try {
      listener.attempted(new MailAttempted(relay.name(), sendOutcome, took));
      List<String> alike = streak.messageIds();
      if (sendOutcome instanceof SendOutcome.RelayDown && !alike.isEmpty()) {
        listener.refusedAlike(new PolicyRefusalDetected(relay.name(), alike));
      }
    } catch (RuntimeException | Error careless) {
      LOG.error("A listener of mails failed", careless);
    }
  }

  private SendOutcome given(Mail mail, MailConnection connection) {
    try {
      return connection.send(mail);
    } finally {
      connections.giveBack(connection);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
