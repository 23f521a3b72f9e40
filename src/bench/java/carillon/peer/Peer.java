package carillon.peer;

import org.HdrHistogram.Histogram;

/** Another job queue on Redis Streams, for comparison. */
public interface Peer extends AutoCloseable {
  String name();

  /** Enqueues jobs one by one; returns nanoseconds. */
  long enqueue(int count);

  /** Enqueues jobs in batches. */
  void fill(int count);

  /** Runs all jobs; returns nanoseconds. */
  long drain(int count);

  /**
   * Time from the due time of a push to the start of its jobs, in microseconds.
   *
   * @param rate jobs per second
   * @param each jobs per push
   */
  Histogram pushToStart(int rate, int each, int count);

  @Override
  void close();
}
