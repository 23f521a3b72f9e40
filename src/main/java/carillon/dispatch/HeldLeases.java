package carillon.dispatch;

import carillon.job.engine.BackgroundTasks;
import carillon.job.engine.NodeName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tasks that this node runs now; their leases are renewed every 4 s, by a thread of its own so
 * that a slow relay cannot starve it.
 */
@ApplicationScoped
class HeldLeases {
  private static final Duration RENEWAL = Duration.ofSeconds(4);

  /** What of a name fits into its column, beside the rest. */
  private static final int LONGEST_NAME = 80;

  /** This life of this node: a restarted server is somebody else. */
  private final String owner = name() + "." + UUID.randomUUID();

  private final Map<Long, Long> held = new ConcurrentHashMap<>();

  @Inject TaskTable tasks;
  @Inject BackgroundTasks backgroundTasks;

  public String owner() {
    return owner;
  }

  private static String name() {
    String name = NodeName.ofThisServer().text();
    return name.substring(0, Math.min(LONGEST_NAME, name.length()));
  }

  public void hold(Task task) {
    held.put(task.id(), task.epoch());
  }

  public void release(Task task) {
    held.remove(task.id(), task.epoch());
  }

  public void keep() {
    backgroundTasks.repeat("task leases", this::renew);
  }

  private Duration renew() {
    // In the order of their ids, as whoever else locks the rows of several tasks.
    Map<Long, Long> now = new TreeMap<>(held);
    if (!now.isEmpty()) {
      tasks.renew(now);
    }
    return RENEWAL;
  }
}
