package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import carillon.config.Settings;
import carillon.queue.redis.RedisCheck;
import carillon.queue.redis.RedisInfo;
import carillon.systemcheck.Finding;
import carillon.systemcheck.Finding.Severity;
import carillon.testkit.RedisServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each trouble of a real Redis, provoked. */
class RedisCheckTest extends RedisTest {
  private Clock clock = Clock.systemUTC();
  private String password = RedisServer.PASSWORD;

  @AfterEach
  void asBefore() {
    server.ask(redis -> redis.replicaofNoOne());
    configure("appendonly", "yes");
    configure("maxmemory", "0");
    configure("maxmemory-policy", "noeviction");
  }

  @Test
  void aRedisAsItShouldBe() {
    assertThat(findings()).isEmpty();
  }

  @Test
  void aRestartWouldLoseJobs() {
    configure("appendonly", "no");
    only(Severity.WARNING, "appendonly yes");
  }

  @Test
  void evictionWouldLoseJobs() {
    configure("maxmemory-policy", "allkeys-lru");
    only(Severity.ERROR, "maxmemory-policy noeviction");
  }

  @Test
  void memoryIsNearlyFull() {
    configure("maxmemory", Long.toString(used() * 11 / 10));
    only(Severity.WARNING, "of its maxmemory");
  }

  @Test
  void aReplicaTakesNoJobs() {
    server.ask(redis -> redis.replicaof("127.0.0.1", 1));
    only(Severity.ERROR, "point redis_server at the master");
  }

  @Test
  void clocksApart() {
    clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-10));
    only(Severity.WARNING, "clocks of this server and of Redis differ by 10 s");
  }

  @Test
  void aShortPasswordIsNotShown() {
    password = "hunter2";
    only(Severity.WARNING, "under 30 characters");
    assertThat(findings()).noneMatch(finding -> finding.text().contains("hunter2"));
  }

  @Test
  void versionsAreCompared() {
    assertThat(RedisInfo.parse("redis_version:6.0.16\r\n").atLeast(6, 2)).isFalse();
    assertThat(RedisInfo.parse("redis_version:5.9.0\r\n").atLeast(6, 2)).isFalse();
    assertThat(RedisInfo.parse("redis_version:6.2.11\r\n").atLeast(6, 2)).isTrue();
    assertThat(RedisInfo.parse("redis_version:7.0.15\r\n").atLeast(6, 2)).isTrue();
    assertThat(RedisInfo.parse("nothing").atLeast(6, 2)).isFalse();
  }

  private void only(Severity severity, String text) {
    assertThat(findings())
        .extracting(Finding::severity, finding -> finding.text().contains(text))
        .containsExactly(tuple(severity, true));
  }

  private List<Finding> findings() {
    return new RedisCheck(redisByQueue, Settings.of(Map.of("redis_password", password)), clock)
        .findings();
  }

  private static long used() {
    String info = server.ask(redis -> redis.info("memory"));
    return RedisInfo.parse(info).number("used_memory");
  }

  private static void configure(String key, String value) {
    server.ask(redis -> redis.configSet(key, value));
  }
}
