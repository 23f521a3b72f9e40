package carillon.systemcheck;

import java.util.List;

/**
 * Something that can be wrong with a running installation. A CDI bean that implements this is found
 * by itself.
 *
 * <p>Called without a transaction, never twice at once on one node, in a thread of its own that is
 * given 10 s; one that throws or takes longer is reported as a finding and harms no other.
 */
public interface Check {

  /** A short stable name such as {@code redis}, unique among checks. */
  String id();

  /**
   * Whether what it finds is about the node that looks, such as its disk: then every node looks
   * each minute, and the system check tells of all. What is about the database or the queues is
   * found alike on each node; the one that runs the system check looks.
   */
  default boolean local() {
    return false;
  }

  /** What is wrong now; empty when all is well. */
  List<Finding> findings();
}
