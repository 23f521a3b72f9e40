package carillon.worker;

/**
 * How many jobs a worker takes at once: about 10 ms of work by what the last ones took, so that
 * nothing waits behind a slow job while another worker is idle. Quick to learn that jobs are slow,
 * slow to believe that they are fast. Used by one thread.
 */
final class BatchSize {
  private static final double WORK_NANOS = 10e6;
  private static final int MOST = 100;

  private double usual = WORK_NANOS;

  int next() {
    return (int) Math.max(1, Math.min(MOST, WORK_NANOS / Math.max(1, usual)));
  }

  void ran(long nanos) {
    double weight = nanos > usual ? 0.5 : 0.05;
    usual += weight * (nanos - usual);
  }
}
