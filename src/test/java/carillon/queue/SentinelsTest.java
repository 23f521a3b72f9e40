package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.Settings;
import carillon.queue.redis.PolledMasterLocator;
import carillon.queue.redis.RedisEndpoint;
import carillon.testkit.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Two real Sentinels that the network keeps apart: one has not heard of the fail-over. */
class SentinelsTest {
  private static final int OLD_MASTER = 7301;
  private static final int NEW_MASTER = 7302;

  @TempDir Path folder;
  private RedisServer cutOff;
  private RedisServer informed;

  @BeforeEach
  void start() throws Exception {
    cutOff = RedisServer.loneSentinel(folder.resolve("cut-off"), OLD_MASTER, 3).start();
    informed = RedisServer.loneSentinel(folder.resolve("informed"), NEW_MASTER, 12).start();
  }

  @AfterEach
  void stop() {
    cutOff.close();
    informed.close();
  }

  @Test
  void sentinelWithTheLatestFailOverWinsInAnyOrder() {
    assertThat(master(cutOff, informed).find().getPort()).isEqualTo(NEW_MASTER);
    assertThat(master(informed, cutOff).find().getPort()).isEqualTo(NEW_MASTER);
  }

  @Test
  void unreachableSentinelIsReplacedByTheOthers() {
    PolledMasterLocator sentinels = master(cutOff, informed);
    sentinels.find();
    informed.close();
    assertThat(sentinels.find().getPort()).isEqualTo(OLD_MASTER);
    cutOff.close();
    assertThatThrownBy(sentinels::find).isInstanceOf(JedisConnectionException.class);
  }

  @Test
  void recoveredSentinelIsAskedAgain() throws Exception {
    informed.close();
    PolledMasterLocator sentinels = master(cutOff, informed);
    assertThat(sentinels.find().getPort()).isEqualTo(OLD_MASTER);
    informed.start();
    sentinels.run();
    assertThat(sentinels.find().getPort()).isEqualTo(NEW_MASTER);
  }

  /** One that is frozen costs its time-out once, not with each connection. */
  @Test
  void silentSentinelIsNotAskedForEachConnection() {
    PolledMasterLocator sentinels = master(cutOff, informed);
    cutOff.freeze();
    sentinels.run();

    long start = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      assertThat(sentinels.find().getPort()).isEqualTo(NEW_MASTER);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private static PolledMasterLocator master(RedisServer... servers) {
    Map<String, String> settings =
        Map.of(
            "carillon.redis.sentinels",
            List.of(servers).stream()
                .map(one -> "127.0.0.1:" + one.port())
                .collect(Collectors.joining(",")),
            "carillon.redis.sentinel-password",
            RedisServer.PASSWORD);
    return (PolledMasterLocator) RedisEndpoint.of(Settings.of(settings)).master();
  }
}
