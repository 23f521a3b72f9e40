package carillon.systemcheck;

import carillon.systemcheck.Finding.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * One run of the system check, from the new event to its end. Runs in the timer's thread or in that
 * of a request; never inside a transaction, each step commits for itself. Thread-safe.
 */
@ApplicationScoped
public class SystemCheck {
  private ClusterFindings cluster;
  private SystemEvents events;
  private Event<SystemEventChanged> changed;
  private Event<SystemEventEnded> ended;

  /** For the container's proxy. */
  SystemCheck() {}

  @Inject
  SystemCheck(
      ClusterFindings cluster,
      SystemEvents events,
      Event<SystemEventChanged> changed,
      Event<SystemEventEnded> ended) {
    this.cluster = cluster;
    this.events = events;
    this.changed = changed;
    this.ended = ended;
  }

  /** Runs the check unless another node has begun one lately. */
  Optional<SystemEvent> runIfDue() throws InterruptedException {
    OptionalLong id = events.openIfDue();
    return id.isPresent() ? Optional.of(run(id.getAsLong())) : Optional.empty();
  }

  /** Runs the check at once. Takes as long as the slowest check, 10 s at most. */
  public SystemEvent runNow() throws InterruptedException {
    return run(events.open());
  }

  private SystemEvent run(long id) throws InterruptedException {
    events.tidy();
    events.started(id);
    List<Finding> findings = cluster.findings();
    SystemEvent event = events.ended(id, status(findings), log(findings), changed::fire);
    ended.fire(new SystemEventEnded(event));
    return event;
  }

  static String status(List<Finding> findings) {
    return findings.stream()
        .map(Finding::severity)
        .max(Severity::compareTo)
        .map(Severity::name)
        .orElse("DONE");
  }

  static String log(List<Finding> findings) {
    return findings.isEmpty()
        ? "OK"
        : findings.stream().map(Finding::text).collect(Collectors.joining("\n"));
  }
}
