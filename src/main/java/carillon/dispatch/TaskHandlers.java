package carillon.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The task runners of this deployment, by kind. */
@ApplicationScoped
class TaskHandlers {
  private Map<String, TaskHandler> byKind = Map.of();

  TaskHandlers() {}

  @Inject
  TaskHandlers(@Any Instance<TaskHandler> found) {
    this(found.stream().toList());
  }

  TaskHandlers(Collection<TaskHandler> found) {
    byKind =
        found.stream()
            .collect(Collectors.toUnmodifiableMap(TaskHandler::kind, Function.identity()));
  }

  public Collection<TaskHandler> all() {
    return byKind.values();
  }

  public Set<String> kinds() {
    return byKind.keySet();
  }

  /** Whether tasks of this kind wait because what they need is away, not for somebody to run. */
  public boolean held(String kind) {
    TaskHandler runner = byKind.get(kind);
    return runner != null && runner.runnableNow() < Integer.MAX_VALUE;
  }

  public TaskHandler of(String kind) {
    return byKind.get(kind);
  }
}
