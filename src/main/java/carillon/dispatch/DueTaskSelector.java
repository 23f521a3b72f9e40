package carillon.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is due and worth a run: while mail relays are away, ten thousand mails wait for them, and
 * one asks.
 */
@ApplicationScoped
class DueTaskSelector {
  @Inject DueTaskTable due;
  @Inject TaskHandlers taskHandlers;

  /** The longest due first, at most {@code limit} of the kinds together of which all may run. */
  public List<DueTaskTable.Due> atMost(int limit) {
    Set<String> whole = new HashSet<>();
    List<DueTaskTable.Due> tasks = new ArrayList<>();
    for (TaskHandler runner : taskHandlers.all()) {
      int worthwhile = runner.runnableNow();
      if (worthwhile >= limit) {
        whole.add(runner.kind());
      } else if (worthwhile > 0) {
        tasks.addAll(due.due(Set.of(runner.kind()), worthwhile));
        tasks.addAll(due.neverRunOrOld(runner.kind(), runner.maxWait(), limit));
      }
    }
    if (!whole.isEmpty()) {
      tasks.addAll(due.due(whole, limit));
    }
    return tasks.stream().distinct().toList();
  }

  /** Some task, to be pushed to a queue that may be back. */
  public List<DueTaskTable.Due> any() {
    return taskHandlers.kinds().isEmpty() ? List.of() : due.due(taskHandlers.kinds(), 1);
  }
}
