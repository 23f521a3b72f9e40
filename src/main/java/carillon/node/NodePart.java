package carillon.node;

import java.util.List;

/**
 * Something that each node tells all others of itself every few seconds, such as its workers. A CDI
 * bean that implements this is found by itself.
 *
 * @param <T> a record that Jackson writes and reads
 */
public interface NodePart<T> {

  /** A short stable name such as {@code workers}, unique among parts. */
  String name();

  /** The class of the items, for reading those of other nodes. */
  Class<T> type();

  /**
   * As it is now. Called every 5 s by a thread of its own and by requests: quick, waits for
   * nothing.
   */
  List<T> now();
}
