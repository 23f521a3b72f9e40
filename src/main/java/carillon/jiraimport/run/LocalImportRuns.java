package carillon.jiraimport.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The imports that this server runs, and how to stop them. Thread-safe. */
@ApplicationScoped
public class LocalImportRuns {
  private final Map<Long, Run> byExecution = new ConcurrentHashMap<>();

  /**
   * One execution of an import's batch job.
   *
   * @param failed whether it ends by what would end the next one too
   */
  public record Run(long importId, long executionId, StopSignal stop, AtomicBoolean failed) {}

  public void began(long importId, long executionId) {
    byExecution.put(
        executionId, new Run(importId, executionId, new StopSignal(), new AtomicBoolean()));
  }

  /** From now on nobody says of this execution that it lives; empty when it did not run here. */
  public Optional<Run> ended(long executionId) {
    return Optional.ofNullable(byExecution.remove(executionId));
  }

  public Optional<Run> of(long executionId) {
    return Optional.ofNullable(byExecution.get(executionId));
  }

  public Collection<Run> all() {
    return List.copyOf(byExecution.values());
  }
}
