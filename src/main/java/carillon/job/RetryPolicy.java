package carillon.job;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how soon a failed job is tried again: exponential back-off with full jitter on its
 * upper half, so that jobs which failed together do not return together. Immutable.
 *
 * @param attempts runs in all, the first one included; at least 1
 * @param first delay after the first failure
 * @param longest bound of the delay
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {
  /** 10 attempts, 1 s to 10 min: about 20 minutes in all. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofMinutes(10));

  public RetryPolicy {
    if (attempts < 1 || first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("attempts >= 1, 0 < first <= longest");
    }
  }

  /** Whether a job that failed in its {@code attempt}-th run is tried again. */
  public boolean allowsAnother(int attempt) {
    return attempt < attempts;
  }

  /**
   * The delay after the {@code attempt}-th run failed: between half and all of {@code first ·
   * 2^(attempt-1)}.
   */
  public Duration delayAfter(int attempt, RandomGenerator random) {
    double full = first.toMillis() * Math.pow(2, Math.min(attempt - 1, 40));
    double bounded = Math.min(full, longest.toMillis());
    return Duration.ofMillis(Math.round(bounded / 2 + random.nextDouble() * bounded / 2));
  }
}
