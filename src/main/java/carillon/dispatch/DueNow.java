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
class DueNow {
  @Inject DueTasks due;
  @Inject Runners runners;

  /** The longest due first, at most {@code limit} of the kinds together of which all may run. */
  public List<DueTasks.Due> atMost(int limit) {
    Set<String> whole = new HashSet<>();
    List<DueTasks.Due> tasks = new ArrayList<>();
    for (TaskRunner runner : runners.all()) {
      int worthwhile = runner.worthwhile();
      if (worthwhile >= limit) {
        whole.add(runner.kind());
      } else if (worthwhile > 0) {
        tasks.addAll(due.due(Set.of(runner.kind()), worthwhile));
        tasks.addAll(due.neverRunOrOld(runner.kind(), runner.patience(), limit));
      }
    }
    if (!whole.isEmpty()) {
      tasks.addAll(due.due(whole, limit));
    }
    return tasks.stream().distinct().toList();
  }

  /** Some task, to be pushed to a queue that may be back. */
  public List<DueTasks.Due> any() {
    return runners.kinds().isEmpty() ? List.of() : due.due(runners.kinds(), 1);
  }
}
