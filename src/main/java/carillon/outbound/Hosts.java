package carillon.outbound;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.config.Steady;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Sends requests to hosts that work, and leaves those alone that do not. Thread-safe. */
@ApplicationScoped
public class Hosts {
  private static final Set<Integer> FAULTS = Set.of(429, 502, 503, 504);

  @Inject Outbound outbound;
  @Inject Settings settings;
  @Inject @Steady Clock clock;
  private final Map<String, Host> hosts = new ConcurrentHashMap<>();

  Hosts() {}

  /** For tests and tools. */
  public Hosts(Outbound outbound, Settings settings, Clock clock) {
    this.outbound = outbound;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Like {@link Outbound#send}, unless the host rests.
   *
   * @throws HostRestsException when it does; nothing was sent
   */
  public CompletableFuture<Answer> send(Request request) throws HostRestsException {
    Consumer<Throwable> ended = host(request.uri()).admit();
    return outbound
        .send(request)
        .whenComplete((answer, failure) -> ended.accept(fault(answer, failure)));
  }

  private Host host(URI uri) {
    return hosts.computeIfAbsent(
        uri.getScheme() + "://" + uri.getRawAuthority(),
        name -> new Host(name, settings.get(SettingsTable.OUTBOUND_BREAKER_DELAY), clock));
  }

  /** A refusal is the endpoint's own; only what says that the host cannot work is a fault of it. */
  private static Throwable fault(Answer answer, Throwable failure) {
    return failure == null && FAULTS.contains(answer.status())
        ? new IllegalStateException("HTTP " + answer.status())
        : failure;
  }
}
