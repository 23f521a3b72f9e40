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

  /** From when a push was due to when its job begins, at a fixed rate; microseconds. */
  Histogram pushToStart(int rate, int count);

  @Override
  void close();
}
