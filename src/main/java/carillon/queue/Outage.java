package carillon.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Redis is away, logged once when it goes and once when it is back. Thread-safe. */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final String server;
  private final Clock clock;
  private volatile Instant since;

  Outage(String server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  boolean now() {
    return since != null;
  }

  synchronized void begins(String why) {
    if (since == null) {
      since = clock.instant();
      LOG.warn("Redis at {} cannot be used: {}. It is tried again until it can", server, why);
    }
  }

  void ends() {
    if (since != null) {
      end();
    }
  }

  private synchronized void end() {
    if (since != null) {
      LOG.info(
          "Redis at {} is back after {} s",
          server,
          Duration.between(since, clock.instant()).toSeconds());
      since = null;
    }
  }
}
