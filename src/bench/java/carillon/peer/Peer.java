package carillon.peer;

import org.HdrHistogram.Histogram;

/** Another way to have jobs done by Redis Streams, to compare with. */
public interface Peer extends AutoCloseable {
  String name();

  /** Puts jobs one by one; nanoseconds. */
  long enqueue(int count);

  /** Puts jobs many at once. */
  void fill(int count);

  /** Has them all done; nanoseconds. */
  long drain(int count);

  /**
   * From when a push was due to when its jobs begin, at a fixed rate of jobs a second, {@code each}
   * in a push; microseconds.
   */
  Histogram pushToStart(int rate, int each, int count);

  @Override
  void close();
}
