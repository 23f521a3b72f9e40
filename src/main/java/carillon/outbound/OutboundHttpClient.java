package carillon.outbound;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests to addresses that {@link AddressGuard} allows. No redirects, no cookies, no second
 * try; each bounded in time and size. Nothing blocks: the client's own two threads complete the
 * answers, so whoever waits for one decides for how long. Thread-safe.
 */
@ApplicationScoped
public class OutboundHttpClient {
  private static final Duration UNUSED = Duration.ofSeconds(50);
  private static final int CONNECTIONS = 200;
  private static final int CONNECTIONS_OF_ONE_HOST = 20;

  @Inject Settings settings;
  @Inject AddressGuard guard;
  private CloseableHttpAsyncClient client;

  OutboundHttpClient() {}

  /** For tests and tools. */
  public OutboundHttpClient(Settings settings) {
    this.settings = settings;
    this.guard = new AddressGuard(settings);
  }

  /**
   * Sends a request.
   *
   * @return completed by the answer, whatever its status, or by an {@code IOException} or {@code
   *     TimeoutException}
   */
  public CompletableFuture<HttpReply> send(HttpCall httpCall) {
    CompletableFuture<HttpReply> httpReply = new CompletableFuture<>();
    Future<HttpReply> exchange =
        client()
            .execute(
                SimpleRequestProducer.create(message(httpCall)),
                new BoundedReply(httpCall.mostBytes()),
                completing(httpReply));
    return httpReply
        .orTimeout(httpCall.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((any, failure) -> exchange.cancel(true));
  }

  @PreDestroy
  synchronized void close() {
    if (client != null) {
      client.close(CloseMode.IMMEDIATE);
    }
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

  private static FutureCallback<HttpReply> completing(CompletableFuture<HttpReply> httpReply) {
    return new FutureCallback<>() {
      @Override
      public void completed(HttpReply result) {
        httpReply.complete(result);
      }

      @Override
      public void failed(Exception failure) {
        if (failure instanceof BoundedReply.Cut cut) {
          httpReply.complete(cut.answer());
        } else {
          httpReply.completeExceptionally(failure);
        }
      }

      @Override
      public void cancelled() {
        httpReply.cancel(false);
      }
    };
  }

  private synchronized CloseableHttpAsyncClient client() {
    if (client == null) {
      client =
          HttpAsyncClients.custom()
              .setConnectionManager(connections())
              .setUserAgent("Carillon")
              .disableRedirectHandling()
              .disableCookieManagement()
              .disableAutomaticRetries()
              .disableAuthCaching()
              .evictExpiredConnections()
              .build();
      client.start();
    }
    return client;
  }

  private PoolingAsyncClientConnectionManager connections() {
    Duration connect = settings.get(SettingsTable.OUTBOUND_CONNECT_TIMEOUT);
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .setDnsResolver(guarded())
        .setMaxConnTotal(CONNECTIONS)
        .setMaxConnPerRoute(CONNECTIONS_OF_ONE_HOST)
        .setDefaultTlsConfig(
            TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(connect))
                .setTimeToLive(TimeValue.of(UNUSED))
                .build())
        .build();
  }

  /** What the guard has checked is what is connected to. */
  private DnsResolver guarded() {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        return guard.resolve(host);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }
}
