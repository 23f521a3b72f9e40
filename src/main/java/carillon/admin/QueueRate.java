package carillon.admin;

/**
 * How fast a queue goes, jobs per second.
 *
 * @param done all that left the queue for good
 */
record QueueRate(double enqueued, double done) {

  /** When this many waiting jobs are gone if all goes on like this; null when never. */
  Long secondsToEmpty(long waiting) {
    if (waiting == 0) {
      return 0L;
    }
    return done > enqueued ? (long) Math.ceil(waiting / (done - enqueued)) : null;
  }
}
