package carillon.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a relay rest after a fault of its own, so that a thousand mails do not each wait for its
 * time-out. After the rest whoever comes first tries again. Thread-safe.
 */
final class Breaker {
  private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

  private final String relay;
  private final Supplier<Duration> rest;
  private final Clock clock;
  private Instant openUntil = Instant.MIN;
  private boolean faulty;

  Breaker(String relay, Supplier<Duration> rest, Clock clock) {
    this.relay = relay;
    this.rest = rest;
    this.clock = clock;
  }

  synchronized boolean open() {
    return clock.instant().isBefore(openUntil);
  }

  synchronized void saw(Outcome outcome) {
    boolean fault = outcome instanceof Outcome.RelayDown;
    if (fault) {
      openUntil = clock.instant().plus(rest.get());
    }
    if (fault && !faulty) {
      LOG.warn("Mail relay {} does not work: {}", relay, outcome.text());
    } else if (!fault && faulty) {
      LOG.info("Mail relay {} works again", relay);
    }
    faulty = fault;
  }
}
