package carillon.outbound;

import carillon.config.Monotonic;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Sends requests to hosts that work, and leaves those alone that do not. Thread-safe. */
@ApplicationScoped
public class HostCircuits {
  private static final Set<Integer> FAULTS = Set.of(429, 502, 503, 504);

  @Inject OutboundHttpClient outboundHttpClient;
  @Inject Settings settings;
  @Inject @Monotonic Clock clock;
  private final Map<String, HostCircuit> hostCircuits = new ConcurrentHashMap<>();

  HostCircuits() {}

  /** For tests and tools. */
  public HostCircuits(OutboundHttpClient outboundHttpClient, Settings settings, Clock clock) {
    this.outboundHttpClient = outboundHttpClient;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Like {@link OutboundHttpClient#send}, unless the host rests.
   *
   * @throws CircuitOpenException when it does; nothing was sent
   */
  public CompletableFuture<HttpReply> send(HttpCall httpCall) throws CircuitOpenException {
    Consumer<Throwable> ended = host(httpCall.uri()).admit();
    try {
      return outboundHttpClient
          .send(httpCall)
          .whenComplete((httpReply, failure) -> ended.accept(fault(httpReply, failure)));
    } catch (RuntimeException | Error ours) {
      // No fault of the host's; but a circuit that is never told how a request ended lets no other
      // through.
      ended.accept(null);
      throw ours;
    }
  }

  private HostCircuit host(URI uri) {
    return hostCircuits.computeIfAbsent(
        uri.getScheme() + "://" + uri.getRawAuthority(),
        name -> new HostCircuit(name, settings.get(SettingsTable.OUTBOUND_BREAKER_DELAY), clock));
  }

  /** A refusal is the endpoint's own; only what says that the host cannot work is a fault of it. */
  private static Throwable fault(HttpReply httpReply, Throwable failure) {
    if (failure instanceof CompletionException) {
      return failure.getCause();
    }
    return failure == null && FAULTS.contains(httpReply.status())
        ? new IllegalStateException("HTTP " + httpReply.status())
        : failure;
  }
}
