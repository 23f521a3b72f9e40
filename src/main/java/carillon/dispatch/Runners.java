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
class Runners {
  private Map<String, TaskRunner> byKind = Map.of();

  Runners() {}

  @Inject
  Runners(@Any Instance<TaskRunner> found) {
    this(found.stream().toList());
  }

  Runners(Collection<TaskRunner> found) {
    byKind =
        found.stream().collect(Collectors.toUnmodifiableMap(TaskRunner::kind, Function.identity()));
  }

  public Collection<TaskRunner> all() {
    return byKind.values();
  }

  public Set<String> kinds() {
    return byKind.keySet();
  }

  /** Whether tasks of this kind wait because what they need is away, not for somebody to run. */
  public boolean held(String kind) {
    TaskRunner runner = byKind.get(kind);
    return runner != null && runner.worthwhile() < Integer.MAX_VALUE;
  }

  public TaskRunner of(String kind) {
    return byKind.get(kind);
  }
}
