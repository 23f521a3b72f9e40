package carillon.monitoring;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sample that is taken when someone looks, at most once a second, by one caller at a time; the
 * others wait for it. A failure is remembered for longer, so that whatever is dead does not hold up
 * every scrape, and is logged when it begins and when it ends. Thread-safe.
 */
final class CachedSample<T> {
  private static final Logger LOG = LoggerFactory.getLogger(CachedSample.class);
  private static final Duration GOOD = Duration.ofSeconds(1);
  private static final Duration FAILED = Duration.ofSeconds(5);

  private final String what;
  private final Supplier<T> source;
  private T value;
  private boolean failing;
  private boolean taken;
  private long until;

  CachedSample(String what, Supplier<T> source) {
    this.what = what;
    this.source = source;
  }

  /** The sample, empty when it could not be taken. */
  synchronized Optional<T> get() {
    if (!taken || System.nanoTime() - until >= 0) {
      take();
    }
    return Optional.ofNullable(value);
  }

  private void take() {
    try {
      value = source.get();
      taken(GOOD, false);
    } catch (RuntimeException failed) {
      value = null;
      if (!failing) {
        LOG.warn("Cannot collect metrics of {}: {}", what, failed.toString());
      }
      taken(FAILED, true);
    }
  }

  private void taken(Duration keep, boolean failed) {
    if (failing && !failed) {
      LOG.info("Metrics of {} are available again", what);
    }
    failing = failed;
    taken = true;
    until = System.nanoTime() + keep.toNanos();
  }
}
