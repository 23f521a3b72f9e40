package carillon.queue.redis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether something works, and its outages in the log: a line when one begins, and one when all has
 * worked for {@link #CALM}; so what fails ten times a second is one outage. Thread-safe.
 */
final class OutageLog {
  static final Duration CALM = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

  private final String what;
  private final Clock clock;
  private volatile Instant since;
  private volatile boolean works = true;
  private Instant lastFailure;
  private Instant worksSince;

  OutageLog(String what, Clock clock) {
    this.what = what;
    this.clock = clock;
  }

  /** Whether the last that was tried failed. */
  boolean now() {
    return !works;
  }

  /** How long it has failed; zero when the last that was tried worked. */
  synchronized Duration lasts() {
    return works ? Duration.ZERO : Duration.between(since, clock.instant());
  }

  synchronized void begins(String why) {
    works = false;
    lastFailure = clock.instant();
    if (since == null) {
      since = lastFailure;
      LOG.warn("{}: {}. Retrying until it recovers", what, why);
    }
  }

  void ends() {
    if (since != null) {
      end();
    }
  }

  private synchronized void end() {
    Instant present = clock.instant();
    if (since == null) {
      return;
    }
    worksSince = works ? worksSince : present;
    works = true;
    if (Duration.between(lastFailure, present).compareTo(CALM) >= 0) {
      LOG.warn("{}: recovered after {} s", what, Duration.between(since, worksSince).toSeconds());
      since = null;
    }
  }
}
