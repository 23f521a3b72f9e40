package carillon.worker;

import carillon.job.JobHandler;
import java.util.HashMap;
import java.util.Map;

/** The handlers by event name, read once. Immutable. */
final class HandlerRegistry {
  private final Map<String, JobHandler<?>> byEvent = new HashMap<>();

  /**
   * @throws IllegalStateException when two handlers want the same event
   */
  HandlerRegistry(Iterable<? extends JobHandler<?>> all) {
    for (JobHandler<?> handler : all) {
      JobHandler<?> other = byEvent.putIfAbsent(handler.eventName(), handler);
      if (other != null) {
        throw new IllegalStateException(
            "Two handlers have the event name "
                + handler.eventName()
                + ": "
                + other.getClass().getName()
                + " and "
                + handler.getClass().getName());
      }
    }
  }

  /** The handler, or null when this node knows none. */
  JobHandler<?> find(String eventName) {
    return byEvent.get(eventName);
  }
}
