package carillon.peer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Pushes at a fixed rate. A late push does not shift later due times, so that waiting times are
 * measured in full.
 */
final class Schedule {
  private Schedule() {}

  static void run(int rate, int each, int count, LongConsumer push) {
    long start = System.nanoTime();
    for (long i = 0; i < count; i += each) {
      long due = start + i * TimeUnit.SECONDS.toNanos(1) / rate;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      push.accept(due);
    }
  }
}
