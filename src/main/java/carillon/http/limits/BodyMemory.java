package carillon.http.limits;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much memory the bodies of all requests take, from their first byte to their response. When
 * none is left, the body that has been on its way for the longest gives up: slow senders never keep
 * quick ones out. Thread-safe.
 */
final class BodyMemory {
  private final long most;
  private final Map<Body, Long> oldestFirst = new LinkedHashMap<>();
  private long all;

  /** A request's body. */
  interface Body {
    /** Whether more of it is to come. */
    boolean incomplete();

    /** Ends its request; returns at once. */
    void giveUp();
  }

  /**
   * @param most bytes
   */
  BodyMemory(long most) {
    this.most = most;
  }

  /**
   * Takes memory for one more part of a body.
   *
   * @return false when requests that are being worked on have taken all
   */
  synchronized boolean take(Body body, int bytes) {
    oldestFirst.merge(body, (long) bytes, Long::sum);
    all += bytes;
    Iterator<Map.Entry<Body, Long>> others = oldestFirst.entrySet().iterator();
    while (all > most && others.hasNext()) {
      Map.Entry<Body, Long> other = others.next();
      if (other.getKey() != body && other.getKey().incomplete()) {
        all -= other.getValue();
        others.remove();
        other.getKey().giveUp();
      }
    }
    return all <= most;
  }

  /** The request has ended, or its body has given up. */
  synchronized void free(Body body) {
    Long bytes = oldestFirst.remove(body);
    all -= bytes == null ? 0 : bytes;
  }

  /** In bytes. */
  synchronized long taken() {
    return all;
  }
}
