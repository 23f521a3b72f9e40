package carillon.http.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * How many lines of one kind are written a minute, so that nobody fills a log or a table by what is
 * refused. Thread-safe.
 */
final class LineBudget {
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final Clock clock;
  private final int perPeriod;
  private Instant periodEnds = Instant.MIN;
  private int left;
  private long skipped;

  LineBudget(Clock clock, int perPeriod) {
    this.clock = clock;
    this.perPeriod = perPeriod;
  }

  /** Empty when the line is not to be written; else how many were not, since the last one. */
  synchronized OptionalLong take() {
    Instant now = clock.instant();
    if (!now.isBefore(periodEnds)) {
      periodEnds = now.plus(PERIOD);
      left = perPeriod;
    }
    if (left == 0) {
      skipped++;
      return OptionalLong.empty();
    }
    left--;
    long before = skipped;
    skipped = 0;
    return OptionalLong.of(before);
  }
}
