package carillon.worker;

/**
 * How many jobs a worker takes at once: about 10 ms of work by what the last ones took, so that
 * nothing waits behind a slow job while another worker is idle. Quick to learn that jobs are slow,
 * slow to believe that they are fast. Used by one thread.
 */
final class AdaptiveBatchSize {
  private static final double WORK_NANOS = 10e6;
  private static final int MOST = 250;

  private double usual = WORK_NANOS;

  int next() {
    return (int) Math.max(1, Math.min(MOST, WORK_NANOS / Math.max(1, usual)));
  }

  /** What some jobs took together: one that was held up for once does not make all slow. */
  void ran(int jobs, long nanos) {
    double each = (double) nanos / jobs;
    usual += (each > usual ? 0.5 : 0.2) * (each - usual);
  }
}
