package carillon.worker.check;

import carillon.job.engine.CompletedRun;
import carillon.job.engine.JobOutcome.HandBack;
import carillon.job.engine.RunsCompleted;
import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds event names of jobs that this node got and put back, since it has no handler for them. */
@ApplicationScoped
class UnknownEventsCheck implements Check {
  /** Longer than from one system check to the next. */
  private static final Duration LATELY = Duration.ofMinutes(6);

  /** So that a flood of invented names does not fill the memory. */
  private static final int MOST = 20;

  private final Clock clock;
  private final Map<String, Instant> lastSeen = new ConcurrentHashMap<>();

  @Inject
  UnknownEventsCheck(Clock clock) {
    this.clock = clock;
  }

  /** For the container's proxy. */
  UnknownEventsCheck() {
    this(null);
  }

  void ended(@Observes RunsCompleted ends) {
    ends.runs().forEach(this::ended);
  }

  private void ended(CompletedRun end) {
    if (end.outcome() instanceof HandBack back && !back.delay().isZero()) {
      String name = end.job().eventName();
      if (lastSeen.size() < MOST || lastSeen.containsKey(name)) {
        lastSeen.put(name, clock.instant());
      }
    }
  }

  @Override
  public String id() {
    return "unknown-events";
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public List<Finding> findings() {
    Instant since = clock.instant().minus(LATELY);
    lastSeen.values().removeIf(seen -> seen.isBefore(since));
    return lastSeen.keySet().stream()
        .sorted()
        .map(
            name ->
                Finding.warning(
                    "Jobs of the event '%s' wait for a node that has a handler for it; after 24 h"
                            .formatted(name)
                        + " they become dead letters. Is a node on an older version?"))
        .toList();
  }
}
