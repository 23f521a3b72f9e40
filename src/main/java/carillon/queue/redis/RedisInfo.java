package carillon.queue.redis;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Redis says of itself ({@code INFO}). Immutable. */
public record RedisInfo(Map<String, String> lines) {
  private static final Pattern LINE = Pattern.compile("^(\\w+):(.*?)\\r?$", Pattern.MULTILINE);
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\..*");

  public static RedisInfo parse(String text) {
    return new RedisInfo(
        LINE.matcher(text)
            .results()
            .collect(Collectors.toUnmodifiableMap(line -> line.group(1), line -> line.group(2))));
  }

  /** The reply to {@code TIME}: seconds and microseconds. */
  static Instant time(Object reply) {
    List<?> parts = (List<?>) reply;
    return Instant.ofEpochSecond(
        Long.parseLong(RedisReply.text(parts.get(0))),
        Long.parseLong(RedisReply.text(parts.get(1))) * 1000);
  }

  boolean is(String key, String value) {
    return value.equals(lines.get(key));
  }

  /** Zero where Redis says nothing. */
  public long number(String key) {
    return Long.parseLong(lines.getOrDefault(key, "0"));
  }

  String version() {
    return lines.getOrDefault("redis_version", "unknown");
  }

  public boolean atLeast(int major, int minor) {
    MatchResult version = VERSION.matcher(version()).results().findFirst().orElse(null);
    if (version == null) {
      return false;
    }
    int itsMajor = Integer.parseInt(version.group(1));
    return itsMajor > major || itsMajor == major && Integer.parseInt(version.group(2)) >= minor;
  }
}
