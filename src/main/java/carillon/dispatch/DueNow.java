package carillon.dispatch;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    Map<Integer, List<String>> kinds =
        runners.all().stream()
            .collect(
                groupingBy(
                    runner -> Math.min(limit, runner.worthwhile()),
                    TreeMap::new,
                    mapping(TaskRunner::kind, toList())));
    return kinds.entrySet().stream()
        .filter(group -> group.getKey() > 0)
        .flatMap(group -> due.due(group.getValue(), group.getKey()).stream())
        .toList();
  }
}
