package carillon.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** The clocks that beans inject: UTC, so that a test can set another one. */
@ApplicationScoped
class Clocks {
  private final Clock steady = steadyFrom(clock().instant(), System.nanoTime());

  @Produces
  Clock clock() {
    return Clock.systemUTC();
  }

  /** One for all: what one bean says by it another one understands. */
  @Produces
  @Monotonic
  Clock steady() {
    return steady;
  }

  private static Clock steadyFrom(Instant begun, long nanos) {
    InstantSource steady = () -> begun.plusNanos(System.nanoTime() - nanos);
    return steady.withZone(ZoneOffset.UTC);
  }
}
