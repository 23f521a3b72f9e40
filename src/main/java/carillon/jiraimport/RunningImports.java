package carillon.jiraimport;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The imports that this server runs, and how to stop them. Thread-safe. */
@ApplicationScoped
class RunningImports {
  private final Map<Long, Stop> running = new ConcurrentHashMap<>();

  public Stop began(long importId) {
    return running.computeIfAbsent(importId, id -> new Stop());
  }

  public void ended(long importId) {
    running.remove(importId);
  }

  public Set<Long> all() {
    return Set.copyOf(running.keySet());
  }

  public void stop(long importId) {
    Stop stop = running.get(importId);
    if (stop != null) {
      stop.ask();
    }
  }
}
