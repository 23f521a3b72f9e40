package carillon.outbound;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One endpoint, or one host, as it has behaved of late. It gets nothing more while it keeps several
 * requests waiting for too long, and rests after faults in a row, the longer the more often. Those
 * who are sent away are told to come back one after the other, so that many who wait for one host
 * cost little. Thread-safe.
 */
final class Circuit {
  /** What ends a request that was let through but not sent. */
  static final Throwable NOTHING_SENT = new IllegalStateException("nothing was sent");

  private static final int FAULTS = 5;
  private static final int SEVERAL = 5;
  private static final Duration LONG = Duration.ofMillis(500);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
  private static final Duration APART = Duration.ofMillis(50);
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  private final Clock clock;
  private final CircuitBreaker circuit;
  private final Queue<Call> underWay = new ConcurrentLinkedQueue<>();
  private volatile Instant restsUntil = Instant.MIN;
  private volatile Instant askedUntil = Instant.MIN;
  private Instant lastComesBack = Instant.MIN;

  /** A request that was let through; {@link #ended} must follow. */
  private record Call(Instant since) {}

  Circuit(Duration rest, Clock clock) {
    this.clock = clock;
    this.circuit = CircuitBreaker.of("outbound", config(rest));
  }

  private CircuitBreakerConfig config(Duration rest) {
    Duration longest = rest.compareTo(LONGEST_REST) < 0 ? LONGEST_REST : rest;
    IntervalFunction growing = IntervalFunction.ofExponentialBackoff(rest, 2.0, longest);
    return CircuitBreakerConfig.custom()
        .slidingWindowSize(FAULTS)
        .minimumNumberOfCalls(FAULTS)
        .failureRateThreshold(100)
        .permittedNumberOfCallsInHalfOpenState(1)
        .waitIntervalFunctionInOpenState(
            times -> {
              long millis = growing.apply(times);
              restsUntil = clock.instant().plusMillis(millis);
              return millis;
            })
        .clock(clock)
        .build();
  }

  /**
   * Lets one request through; what is returned is to be run with its fault, or null, at its end.
   *
   * @throws CircuitOpenException when the host is to be left alone
   */
  Consumer<Throwable> admit() throws CircuitOpenException {
    Instant now = clock.instant();
    if (askedUntil.isAfter(now) || keepsSeveralWaiting(now) || !circuit.tryAcquirePermission()) {
      throw new CircuitOpenException(Duration.between(now, comesBack(now)));
    }
    Call call = new Call(now);
    underWay.add(call);
    return fault -> ended(call, fault);
  }

  /** It has asked to be left alone for that long. */
  void restFor(Duration asked) {
    askedUntil = clock.instant().plus(asked);
  }

  private boolean keepsSeveralWaiting(Instant now) {
    Call oldest = underWay.peek();
    return oldest != null
        && Duration.between(oldest.since(), now).compareTo(LONG) > 0
        && underWay.size() >= SEVERAL;
  }

  private synchronized Instant comesBack(Instant now) {
    Instant rested = askedUntil.isAfter(restsUntil) ? askedUntil : restsUntil;
    Instant soonest = rested.isAfter(now) ? rested : now.plus(LOOK_AGAIN);
    Instant behindOthers = lastComesBack.isAfter(now) ? lastComesBack.plus(APART) : soonest;
    lastComesBack = behindOthers.isAfter(soonest) ? behindOthers : soonest;
    return lastComesBack;
  }

  private synchronized void works() {
    lastComesBack = Instant.MIN;
  }

  private void ended(Call call, Throwable fault) {
    underWay.removeIf(one -> one == call);
    if (fault == NOTHING_SENT || fault instanceof ClientDownException) {
      circuit.releasePermission();
      return;
    }
    long took = Duration.between(call.since(), clock.instant()).toNanos();
    if (fault == null) {
      circuit.onSuccess(took, TimeUnit.NANOSECONDS);
      works();
    } else {
      circuit.onError(took, TimeUnit.NANOSECONDS, fault);
    }
  }
}
