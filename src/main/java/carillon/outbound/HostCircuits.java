package carillon.outbound;

import carillon.config.Monotonic;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.hc.client5.http.ConnectTimeoutException;

/**
 * Sends requests to endpoints that work, and leaves those alone that do not. An endpoint rests by
 * itself, as others of its host may be somebody else's; a host that cannot be connected to rests as
 * a whole. Thread-safe.
 */
@ApplicationScoped
public class HostCircuits {
  private static final Set<Integer> FAULTS = Set.of(429, 502, 503, 504);
  private static final int MOST_CIRCUITS = 10_000;

  @Inject OutboundHttpClient outboundHttpClient;
  @Inject Settings settings;
  @Inject @Monotonic Clock clock;
  private final Map<String, Circuit> circuits = Collections.synchronizedMap(new LeastRecent());

  HostCircuits() {}

  /** For tests and tools. */
  public HostCircuits(OutboundHttpClient outboundHttpClient, Settings settings, Clock clock) {
    this.outboundHttpClient = outboundHttpClient;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Like {@link OutboundHttpClient#send}, unless the endpoint or its host rests.
   *
   * @throws CircuitOpenException when it does; nothing was sent
   */
  public CompletableFuture<HttpReply> send(HttpCall httpCall) throws CircuitOpenException {
    URI uri = httpCall.uri();
    Circuit host = circuit(uri.getScheme() + "://" + uri.getRawAuthority());
    Circuit endpoint = circuit(HttpAddress.key(uri));
    Consumer<Throwable> hostEnded = host.admit();
    Consumer<Throwable> endpointEnded = admit(endpoint, hostEnded);
    return outboundHttpClient
        .send(httpCall)
        .whenComplete(
            (httpReply, failure) -> {
              Throwable fault = fault(httpReply, failure);
              hostEnded.accept(isConnecting(fault) || isOurs(fault) ? fault : null);
              endpointEnded.accept(isConnecting(fault) ? null : fault);
              if (fault != null && httpReply != null) {
                httpReply.retryAfter().ifPresent(endpoint::restFor);
              }
            });
  }

  private static Consumer<Throwable> admit(Circuit endpoint, Consumer<Throwable> hostEnded)
      throws CircuitOpenException {
    try {
      return endpoint.admit();
    } catch (CircuitOpenException rests) {
      hostEnded.accept(Circuit.NOTHING_SENT);
      throw rests;
    }
  }

  private Circuit circuit(String name) {
    return circuits.computeIfAbsent(
        name, any -> new Circuit(settings.get(SettingsTable.OUTBOUND_BREAKER_DELAY), clock));
  }

  /** A refusal is for its sender; only what says that the endpoint cannot work is a fault of it. */
  private static Throwable fault(HttpReply httpReply, Throwable failure) {
    if (failure instanceof CompletionException) {
      return failure.getCause();
    }
    return failure == null && FAULTS.contains(httpReply.status())
        ? new IllegalStateException("HTTP " + httpReply.status())
        : failure;
  }

  private static boolean isConnecting(Throwable fault) {
    return fault instanceof ConnectException
        || fault instanceof ConnectTimeoutException
        || fault instanceof NoRouteToHostException
        || fault instanceof UnknownHostException;
  }

  private static boolean isOurs(Throwable fault) {
    return fault instanceof ClientDownException;
  }

  /** The circuits that were used last: addresses come and go. */
  private static final class LeastRecent extends LinkedHashMap<String, Circuit> {
    private static final long serialVersionUID = 1L;

    private LeastRecent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Circuit> eldest) {
      return size() > MOST_CIRCUITS;
    }
  }
}
