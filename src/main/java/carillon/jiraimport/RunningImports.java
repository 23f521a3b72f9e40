package carillon.jiraimport;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The imports that this server runs, and how to stop them. Thread-safe. */
@ApplicationScoped
class RunningImports {
  private final Map<Long, Run> running = new ConcurrentHashMap<>();

  /** One execution of an import's batch job. */
  record Run(long importId, long executionId, Stop stop) {}

  public void began(long importId, long executionId) {
    running.put(importId, new Run(importId, executionId, new Stop()));
  }

  public void ended(long importId) {
    running.remove(importId);
  }

  public boolean runs(long importId, long executionId) {
    Run run = running.get(importId);
    return run != null && run.executionId() == executionId;
  }

  public Collection<Run> all() {
    return List.copyOf(running.values());
  }

  /** What asks an import that runs here to stop. */
  public Stop stop(long importId) {
    return running.get(importId).stop();
  }
}
