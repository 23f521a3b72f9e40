package carillon.jiraimport;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The imports that this server runs, and how to stop them. Thread-safe. */
@ApplicationScoped
class RunningImports {
  private final Map<Long, Run> running = new ConcurrentHashMap<>();

  /**
   * One execution of an import's batch job.
   *
   * @param failed whether it ends by what would end the next one too
   */
  record Run(long importId, long executionId, Stop stop, AtomicBoolean failed) {}

  public void began(long importId, long executionId) {
    running.put(importId, new Run(importId, executionId, new Stop(), new AtomicBoolean()));
  }

  /** From now on nobody says of this execution that it lives; empty when it did not run here. */
  public Optional<Run> ended(long importId, long executionId) {
    Run run = running.get(importId);
    if (run == null || run.executionId() != executionId) {
      return Optional.empty();
    }
    running.remove(importId);
    return Optional.of(run);
  }

  public void failed(long importId) {
    running.get(importId).failed().set(true);
  }

  public Collection<Run> all() {
    return List.copyOf(running.values());
  }

  /** What asks an import that runs here to stop. */
  public Stop stop(long importId) {
    return running.get(importId).stop();
  }
}
