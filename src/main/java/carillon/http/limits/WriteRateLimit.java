package carillon.http.limits;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often each account may write on this node. Only accounts that exist get here, so there are
 * few. Thread-safe.
 */
@ApplicationScoped
public class WriteRateLimit {
  private final Map<String, RateLimiter> limiters = new ConcurrentHashMap<>();
  private final Settings settings;

  @Inject
  public WriteRateLimit(Settings settings) {
    this.settings = settings;
  }

  /** For the container's proxy. */
  WriteRateLimit() {
    this(null);
  }

  /** Whether the account may write once more now. */
  public boolean admits(String account) {
    return limiter(account, settings.get(SettingsTable.WRITE_RATE)).acquirePermission();
  }

  private RateLimiter limiter(String account, int rate) {
    RateLimiter limiter = limiters.computeIfAbsent(account, name -> limiterOf(name, rate));
    if (limiter.getRateLimiterConfig().getLimitForPeriod() != rate) {
      limiter.changeLimitForPeriod(rate);
    }
    return limiter;
  }

  private static RateLimiter limiterOf(String account, int rate) {
    RateLimiterConfig config =
        RateLimiterConfig.custom()
            .limitForPeriod(rate)
            .limitRefreshPeriod(Duration.ofSeconds(1))
            .timeoutDuration(Duration.ZERO)
            .build();
    return RateLimiter.of(account, config);
  }
}
