package carillon.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.job.QueueName;
import carillon.systemcheck.TlsServer;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;

/** Whose certificates are looked at, with one server and with Sentinels. */
class RedisTlsServersTest {

  @Test
  void oneServer() {
    assertThat(names(Map.of("redis_server", "r", "carillon.redis.tls", "true")))
        .containsExactly("Redis at r:6379");
    assertThat(names(Map.of("redis_server", "r"))).isEmpty();
    assertThat(names(Map.of("carillon.redis.tls", "true"))).isEmpty();
  }

  @Test
  void sentinelsAndTheMasterThatTheyName() {
    Settings settings = settings(sentinels());
    RedisEndpoint address = RedisEndpoint.of(settings);
    RedisEndpoint told =
        new RedisEndpoint(
            new MasterLocator.Fixed(new HostAndPort("m", 6379)),
            true,
            address.config(),
            address.timeout());
    RedisPool redisPool = new RedisPool(told, List.of(QueueName.values()), Clock.systemUTC());
    assertThat(new RedisTlsServers(new RedisByQueue(List.of(redisPool)), settings).now())
        .extracting(TlsServer::name)
        .containsExactly(
            "the Sentinel at localhost:1", "the Sentinel at localhost:2", "Redis at m:6379");
  }

  @Test
  void aMasterThatNobodyKnowsIsLeftToOtherChecks() {
    assertThat(names(sentinels()))
        .containsExactly("the Sentinel at localhost:1", "the Sentinel at localhost:2");
  }

  @Test
  void theNodesOfACluster() {
    assertThat(
            names(
                Map.of(
                    "carillon.redis.cluster", "localhost:1,localhost:2",
                    "carillon.redis.tls", "true")))
        .containsExactly("Redis at localhost:1", "Redis at localhost:2");
  }

  private static Map<String, String> sentinels() {
    return Map.of(
        "carillon.redis.sentinels", "localhost:1,localhost:2", "carillon.redis.tls", "true");
  }

  private static List<String> names(Map<String, String> named) {
    Settings settings = settings(named);
    return new RedisTlsServers(RedisByQueue.of(settings, Clock.systemUTC()), settings)
        .now().stream().map(TlsServer::name).toList();
  }

  private static Settings settings(Map<String, String> named) {
    return Settings.of(new HashMap<>(named));
  }
}
