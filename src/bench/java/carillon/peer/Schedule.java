package carillon.peer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Pushes at a fixed rate. When one is late, those after it keep their due times: nothing that waits
 * is left out of the figures.
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
