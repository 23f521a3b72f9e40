package carillon.admin;

import carillon.job.JobHandler;
import carillon.job.Priority;
import carillon.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What this node's handlers say about their events: who may put them, and where. */
@ApplicationScoped
class HandlerDefaults {
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(QueueName queue, Priority priority, boolean acceptedFromOutside) {}

  HandlerDefaults() {}

  @Inject
  HandlerDefaults(@Any Instance<JobHandler<?>> handlers) {
    handlers.forEach(
        handler ->
            known.put(
                handler.eventName(),
                new Known(handler.queue(), handler.priority(), handler.acceptedFromOutside())));
  }

  /** Whether anybody may put it; an event that no node knows yet may be another node's. */
  boolean acceptedFromOutside(String eventName) {
    Known event = known.get(eventName);
    return event == null || event.acceptedFromOutside();
  }

  Priority priority(String eventName) {
    Known event = known.get(eventName);
    return event == null ? Priority.NORMAL : event.priority();
  }

  QueueName queue(String eventName) {
    Known event = known.get(eventName);
    return event == null ? QueueName.BACKGROUND : event.queue();
  }
}
