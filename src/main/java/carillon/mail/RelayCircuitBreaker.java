package carillon.mail;

import carillon.config.Redaction;
import carillon.mail.smtp.SendOutcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a relay rest after a fault of its own, so that a thousand mails do not each wait for its
 * time-out. After the rest one mail tries, the others wait for what becomes of it. Thread-safe.
 */
final class RelayCircuitBreaker {
  private static final Logger LOG = LoggerFactory.getLogger(RelayCircuitBreaker.class);

  private final String relay;
  private final CircuitBreaker circuit;
  private final Supplier<Duration> rest;
  private final Clock clock;
  private volatile String fault = "";
  private volatile Instant rested = Instant.MIN;

  RelayCircuitBreaker(String relay, Supplier<Duration> rest, Clock clock) {
    this.relay = relay;
    this.rest = rest;
    this.clock = clock;
    this.circuit = CircuitBreaker.of(relay, config());
    circuit.getEventPublisher().onStateTransition(event -> changed(event.getStateTransition()));
  }

  /** One fault is enough: outcomes that a single message may have caused are no faults. */
  private CircuitBreakerConfig config() {
    return CircuitBreakerConfig.custom()
        .slidingWindowSize(1)
        .minimumNumberOfCalls(1)
        .failureRateThreshold(100)
        .permittedNumberOfCallsInHalfOpenState(1)
        .waitIntervalFunctionInOpenState(attempt -> restMillis())
        .clock(clock)
        .build();
  }

  /** Whether a mail may be tried now; if so, {@link #saw} or {@link #untried} must follow. */
  boolean admits() {
    boolean admitted = circuit.tryAcquirePermission();
    if (admitted && circuit.getState() != State.CLOSED) {
      // While one tries, the others need not.
      rested = clock.instant().plusMillis(restMillis());
    }
    return admitted;
  }

  /** How many mails are worth a try: all, or none while it rests, or 1 when that is over. */
  int worthwhile() {
    if (circuit.getState() == State.CLOSED) {
      return Integer.MAX_VALUE;
    }
    return clock.instant().isBefore(rested) ? 0 : 1;
  }

  void saw(SendOutcome sendOutcome, Duration took) {
    if (sendOutcome instanceof SendOutcome.RelayDown) {
      // Relays like to repeat the recipient, and many see this.
      fault = Redaction.withoutAddresses(sendOutcome.text());
      circuit.onError(took.toNanos(), TimeUnit.NANOSECONDS, new IllegalStateException(fault));
    } else {
      circuit.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** The mail that was admitted was not given to the relay after all. */
  void untried() {
    circuit.releasePermission();
    if (circuit.getState() == State.HALF_OPEN) {
      rested = Instant.MIN;
    }
  }

  /** Closed (it works), open (it rests) or half-open (one mail tries it). */
  State state() {
    return circuit.getState();
  }

  /** What the relay last did wrong, empty when nothing. */
  String fault() {
    return fault;
  }

  private long restMillis() {
    return Math.max(1, rest.get().toMillis());
  }

  private void changed(StateTransition transition) {
    if (transition.getToState() == State.OPEN) {
      rested = clock.instant().plusMillis(restMillis());
    }
    if (transition == StateTransition.CLOSED_TO_OPEN) {
      LOG.warn("Mail relay {} is failing: {}", relay, fault);
    } else if (transition.getToState() == State.CLOSED) {
      LOG.warn("Mail relay {} works again", relay);
    }
  }
}
