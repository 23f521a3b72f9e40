package carillon.outbound;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * What a client does and what it does not: no redirects, cookies or second tries, no large head.
 */
final class ClientConfig {
  private static final Duration UNUSED = Duration.ofSeconds(50);
  private static final int CONNECTIONS = 200;
  private static final int CONNECTIONS_OF_ONE_HOST = 20;

  /** More than servers and proxies send; a head is at most 800 kB. */
  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxLineLength(8_192)
          .setMaxHeaderCount(100)
          .setMaxEmptyLineCount(10)
          .build();

  private ClientConfig() {}

  /** A client that is not started yet. */
  static CloseableHttpAsyncClient client(
      Settings settings, AddressGuard guard, ThreadFactory threads) {
    return HttpAsyncClients.custom()
        .setConnectionManager(connections(settings, guard))
        .setHttp1Config(LIMITS)
        .setThreadFactory(threads)
        .setUserAgent("Carillon")
        .disableContentCompression()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAutomaticRetries()
        .disableAuthCaching()
        .evictExpiredConnections()
        .build();
  }

  private static PoolingAsyncClientConnectionManager connections(
      Settings settings, AddressGuard guard) {
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .setDnsResolver(guarded(guard))
        .setMaxConnTotal(CONNECTIONS)
        .setMaxConnPerRoute(CONNECTIONS_OF_ONE_HOST)
        .setDefaultTlsConfig(
            TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.get(SettingsTable.OUTBOUND_CONNECT_TIMEOUT)))
                .setTimeToLive(TimeValue.of(UNUSED))
                .build())
        .build();
  }

  /** What the guard has checked is what is connected to. */
  private static DnsResolver guarded(AddressGuard guard) {
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
