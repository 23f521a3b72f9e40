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
 * One host as it has behaved of late. It gets nothing more while it keeps one request waiting for
 * too long, so that it holds up at most a few, and rests after faults in a row, the longer the more
 * often. Thread-safe.
 */
final class Host {
  private static final int FAULTS = 5;
  private static final Duration LONG = Duration.ofMillis(500);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  private final String name;
  private final Duration rest;
  private final Clock clock;
  private final CircuitBreaker circuit;
  private final Queue<Call> underWay = new ConcurrentLinkedQueue<>();

  /** A request that was let through; {@link #ended} must follow. */
  private record Call(Instant since) {}

  Host(String name, Duration rest, Clock clock) {
    this.name = name;
    this.rest = rest;
    this.clock = clock;
    this.circuit = CircuitBreaker.of(name, config(rest, clock));
  }

  private static CircuitBreakerConfig config(Duration rest, Clock clock) {
    Duration longest = rest.compareTo(LONGEST_REST) < 0 ? LONGEST_REST : rest;
    return CircuitBreakerConfig.custom()
        .slidingWindowSize(FAULTS)
        .minimumNumberOfCalls(FAULTS)
        .failureRateThreshold(100)
        .permittedNumberOfCallsInHalfOpenState(1)
        .waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialBackoff(rest, 2.0, longest))
        .clock(clock)
        .build();
  }

  /**
   * Lets one request through; what is returned is to be run with its fault, or null, at its end.
   *
   * @throws HostRestsException when the host is to be left alone
   */
  Consumer<Throwable> admit() throws HostRestsException {
    Instant now = clock.instant();
    Call oldest = underWay.peek();
    if (oldest != null && Duration.between(oldest.since(), now).compareTo(LONG) > 0) {
      throw new HostRestsException(name, LOOK_AGAIN);
    }
    if (!circuit.tryAcquirePermission()) {
      throw new HostRestsException(name, rest);
    }
    Call call = new Call(now);
    underWay.add(call);
    return fault -> ended(call, fault);
  }

  private void ended(Call call, Throwable fault) {
    underWay.removeIf(one -> one == call);
    long took = Duration.between(call.since(), clock.instant()).toNanos();
    if (fault == null) {
      circuit.onSuccess(took, TimeUnit.NANOSECONDS);
    } else {
      circuit.onError(took, TimeUnit.NANOSECONDS, fault);
    }
  }
}
