package carillon.queue;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.QueueUnavailableException;
import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** Whether Redis answers, and whether it is set up so that it keeps what it accepted. */
final class RedisCheck implements Check {
  private static final int SHORTEST_PASSWORD = 30;

  private final Redis redis;
  private final Settings settings;

  RedisCheck(Redis redis, Settings settings) {
    this.redis = redis;
    this.settings = settings;
  }

  @Override
  public String id() {
    return "redis";
  }

  @Override
  public List<Finding> findings() {
    if (!redis.configured()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    if (settings.get(SettingsTable.REDIS_PASSWORD).length() < SHORTEST_PASSWORD) {
      findings.add(
          Finding.warning(
              "Redis has no password or one under 30 characters: set requirepass and redis_password"));
    }
    try {
      inspect(findings);
    } catch (QueueUnavailableException away) {
      findings.add(Finding.error(away.getMessage()));
    }
    return findings;
  }

  private void inspect(List<Finding> findings) {
    String info =
        Reply.text(redis.run(Request.of(Command.INFO, "persistence")))
            + Reply.text(redis.run(Request.of(Command.INFO, "memory")));
    if (!info.contains("aof_enabled:1")) {
      findings.add(
          Finding.warning("Redis keeps no append-only file, a restart loses jobs: appendonly yes"));
    }
    if (!info.contains("maxmemory_policy:noeviction")) {
      findings.add(
          Finding.error("Redis may delete jobs when memory is short: maxmemory-policy noeviction"));
    }
  }
}
