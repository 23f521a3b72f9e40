package carillon.queue;

import carillon.job.engine.Job;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The entries of a queue that this node's workers have, by stream and entry. What Redis says it
 * gave us and is not here was lost on its way. Thread-safe.
 */
final class PendingEntries {
  private final Set<String> entries = ConcurrentHashMap.newKeySet();
  private Set<String> missing = Set.of();

  void add(Job job) {
    entries.add(job.receipt());
  }

  void remove(Job job) {
    entries.remove(job.receipt());
  }

  /**
   * Which of the overdue entries are lost: those that were missing the last time already, for a
   * reply may just be on its way into a process that was asleep.
   */
  synchronized List<String> lost(List<String> overdue) {
    Set<String> now = new HashSet<>(overdue);
    now.removeIf(entry -> entries.contains(entry) || entries.contains(EntryReceipt.special(entry)));
    List<String> lost = now.stream().filter(missing::contains).toList();
    missing = now;
    return lost;
  }
}
