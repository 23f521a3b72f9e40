package carillon.outbound;

import carillon.config.Monotonic;
import carillon.config.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to addresses that {@link AddressGuard} allows. No redirects, no cookies, no second
 * try; each bounded in time and size, head and body. Nothing blocks: the client's own threads
 * complete the answers, so whoever waits for one decides for how long. A client that broke down is
 * replaced by the next request. Thread-safe.
 */
@ApplicationScoped
public class OutboundHttpClient {
  private static final Logger LOG = LoggerFactory.getLogger(OutboundHttpClient.class);

  @Inject Settings settings;
  @Inject AddressGuard guard;
  @Inject @Monotonic Clock clock;
  private WatchedClient client;
  private volatile Instant replacedAt = Instant.MIN;

  OutboundHttpClient() {}

  /** For tests and tools. */
  public OutboundHttpClient(Settings settings) {
    this.settings = settings;
    this.guard = new AddressGuard(settings);
    this.clock = Clock.systemUTC();
  }

  /**
   * Sends a request.
   *
   * @return completed by the answer, whatever its status, or by an {@code IOException}, a {@code
   *     TimeoutException}, or an {@code IllegalArgumentException} about the address; by a {@link
   *     ClientDownException} when the fault is this server's
   */
  public CompletableFuture<HttpReply> send(HttpCall httpCall) {
    try {
      return working()
          .execute(message(httpCall), consumer(httpCall))
          .orTimeout(httpCall.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (IllegalArgumentException badAddress) {
      return CompletableFuture.failedFuture(badAddress);
    } catch (RuntimeException cannotStart) {
      return CompletableFuture.failedFuture(new ClientDownException(cannotStart));
    }
  }

  /** Whether requests can be sent; a client that broke down is replaced. */
  public synchronized boolean works() {
    try {
      return client == null || working().works();
    } catch (RuntimeException cannotStart) {
      LOG.warn("The HTTP client for webhooks and imports cannot be made", cannotStart);
      return false;
    }
  }

  /** Whether the client broke down within the last {@code time}. */
  boolean brokeDownWithin(Duration time) {
    return replacedAt.isAfter(clock.instant().minus(time));
  }

  @PreDestroy
  synchronized void close() {
    if (client != null) {
      client.close();
    }
  }

  AsyncResponseConsumer<HttpReply> consumer(HttpCall httpCall) {
    return new BoundedReply(httpCall.mostBytes());
  }

  private synchronized WatchedClient working() {
    if (client != null && client.works()) {
      return client;
    }
    if (client != null) {
      replacedAt = clock.instant();
      client.close();
    }
    client = new WatchedClient(threads -> ClientConfig.client(settings, guard, threads));
    return client;
  }

  private static SimpleHttpRequest message(HttpCall httpCall) {
    SimpleRequestBuilder message =
        SimpleRequestBuilder.create(httpCall.method()).setUri(httpCall.uri());
    httpCall.headers().forEach(message::setHeader);
    if (httpCall.body() != null) {
      message.setBody(httpCall.body(), null);
    }
    return message.build();
  }
}
