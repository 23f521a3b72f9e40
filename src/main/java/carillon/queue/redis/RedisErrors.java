package carillon.queue.redis;

import java.util.List;
import java.util.stream.Stream;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What an error of Redis means for the connection and for those who read the log. */
public final class RedisErrors {
  private RedisErrors() {}

  public static void throwFirst(List<?> replies) {
    for (Object reply : replies) {
      if (reply instanceof JedisDataException refused) {
        throw refused;
      }
    }
  }

  /**
   * After a fail-over the old connection leads to a server that takes no writes any more; and one
   * that broke and was connected again, or whose user was changed, is not authenticated.
   */
  public static boolean endsConnection(Object reply) {
    return elsewhere(reply)
        || clusterDown(reply)
        || reply instanceof JedisDataException refused
            && Stream.of("READONLY", "LOADING", "NOAUTH", "unauthenticated")
                .anyMatch(text(refused)::contains);
  }

  /** The slot is another master's, or on its way to one as somebody wants it: no outage. */
  static boolean elsewhere(Object reply) {
    return reply instanceof JedisDataException refused
        && Stream.of("MOVED ", "ASK ", "TRYAGAIN ").anyMatch(text(refused)::startsWith);
  }

  /** The slot has no master for now, or a cluster that is to be whole is not. */
  static boolean clusterDown(Object reply) {
    return reply instanceof JedisDataException refused && text(refused).startsWith("CLUSTERDOWN ");
  }

  public static boolean noGroup(JedisDataException refused) {
    // 7.x says UNBLOCKED when the key of a waiting reader is deleted.
    return text(refused).contains("NOGROUP") || text(refused).contains("UNBLOCKED");
  }

  static String text(JedisException why) {
    Throwable cause = why.getCause();
    String reason =
        cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
    return (why.getMessage() + reason).replaceFirst("\\.$", "");
  }
}
