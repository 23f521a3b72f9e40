package carillon.queue.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What Redis answered, as Jedis gives it raw: bytes, numbers, lists of them, or null. */
public final class RedisReply {
  private RedisReply() {}

  public static String text(Object reply) {
    return reply == null ? null : new String((byte[]) reply, StandardCharsets.UTF_8);
  }

  /** A number, also one that a script gave as text (its integers have 53 bits only). */
  public static long number(Object reply) {
    return reply instanceof Long number ? number : Long.parseLong(text(reply));
  }

  public static List<?> list(Object reply) {
    return reply == null ? List.of() : (List<?>) reply;
  }
}
