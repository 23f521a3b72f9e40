package carillon.monitoring;

import carillon.job.JobHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Keeps the label {@code topic} bounded: an event name with a handler on this node, or {@code
 * other}.
 */
@ApplicationScoped
class TopicLabels {
  private static final String OTHER = "other";

  private final Set<String> known;

  @Inject
  TopicLabels(@Any Instance<JobHandler<?>> handlers) {
    this(
        StreamSupport.stream(handlers.spliterator(), false)
            .map(JobHandler::eventName)
            .collect(Collectors.toUnmodifiableSet()));
  }

  TopicLabels(Set<String> known) {
    this.known = known;
  }

  /** For the container's proxy. */
  TopicLabels() {
    this(Set.of());
  }

  String of(String eventName) {
    return known.contains(eventName) ? eventName : OTHER;
  }

  /** Every value that the label may have. */
  Set<String> all() {
    return Stream.concat(known.stream(), Stream.of(OTHER)).collect(Collectors.toSet());
  }
}
