package carillon.queue.redis;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.QueueUnavailableException;
import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** Whether Redis answers, and whether it is set up so that it keeps what it accepted. */
public final class RedisCheck implements Check {
  private static final int SHORTEST_PASSWORD = 30;
  private static final double FULL = 0.8;
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  private final RedisByQueue redisByQueue;
  private final Settings settings;
  private final Clock clock;

  public RedisCheck(RedisByQueue redisByQueue, Settings settings, Clock clock) {
    this.redisByQueue = redisByQueue;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String id() {
    return "redis";
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public List<Finding> findings() {
    if (!redisByQueue.configured()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    if (settings.get(SettingsTable.REDIS_PASSWORD).length() < SHORTEST_PASSWORD) {
      findings.add(
          Finding.warning(
              "Redis has no password or one under 30 characters: set requirepass and redis_password"));
    }
    redisByQueue.all().forEach(redisPool -> look(redisPool, findings));
    return findings.stream().distinct().toList();
  }

  private void look(RedisPool redisPool, List<Finding> findings) {
    try {
      inspect(redisPool, findings);
    } catch (QueueUnavailableException unavailable) {
      findings.add(Finding.error(unavailable.getMessage()));
    }
  }

  private void inspect(RedisPool redisPool, List<Finding> findings) {
    Instant before = clock.instant();
    // What a node of a cluster says of itself it says also when it serves no key.
    RedisCommand key = RedisCommand.of(Command.EXISTS, Keys.tag(redisPool.queues().get(0)));
    List<Object> replies =
        redisPool.run(List.of(RedisCommand.of(Command.INFO), RedisCommand.of(Command.TIME), key));
    RedisInfo info = RedisInfo.parse(RedisReply.text(replies.get(0)));
    durability(info, findings);
    capacity(info, findings);
    Duration apart = Duration.between(before, RedisInfo.time(replies.get(1))).abs();
    if (apart.compareTo(CLOCKS_APART) > 0) {
      findings.add(
          Finding.warning(
              "The clocks of this server and of Redis differ by %d s, so times and ages are wrong by as"
                      .formatted(apart.toSeconds())
                  + " much; set both by NTP"));
    }
  }

  private static void durability(RedisInfo info, List<Finding> findings) {
    if (!info.is("aof_enabled", "1")) {
      findings.add(
          Finding.warning(
              "Redis has no append-only file, so a restart loses jobs: set appendonly yes"));
    }
    if (!info.is("maxmemory_policy", "noeviction")) {
      findings.add(
          Finding.error(
              "Redis may delete jobs when memory is short: set maxmemory-policy noeviction"));
    }
    if (!info.is("role", "master")) {
      findings.add(
          Finding.error(
              "Redis is a replica, which accepts no jobs: point redis_server at the master"));
    }
    if (!info.atLeast(6, 2)) {
      findings.add(
          Finding.error("Redis is older than 6.2, which Carillon needs: " + info.version()));
    }
  }

  private static void capacity(RedisInfo info, List<Finding> findings) {
    long most = info.number("maxmemory");
    long used = info.number("used_memory");
    if (most > 0 && used > most * FULL) {
      findings.add(
          Finding.warning(
              "Redis uses %d %% of its maxmemory; when it is full it takes no jobs: raise maxmemory,"
                      .formatted(100 * used / most)
                  + " or delete dead letters"));
    }
  }
}
