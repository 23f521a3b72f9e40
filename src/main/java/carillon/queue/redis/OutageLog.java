package carillon.queue.redis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs an outage once when it starts and once when it is over. Thread-safe. */
final class OutageLog {
  private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

  private final String what;
  private final Clock clock;
  private volatile Instant since;

  OutageLog(String what, Clock clock) {
    this.what = what;
    this.clock = clock;
  }

  boolean now() {
    return since != null;
  }

  synchronized void begins(String why) {
    if (since == null) {
      since = clock.instant();
      LOG.warn("{}: {}. Retrying until it recovers", what, why);
    }
  }

  void ends() {
    if (since != null) {
      end();
    }
  }

  private synchronized void end() {
    if (since != null) {
      LOG.warn(
          "{}: recovered after {} s", what, Duration.between(since, clock.instant()).toSeconds());
      since = null;
    }
  }
}
