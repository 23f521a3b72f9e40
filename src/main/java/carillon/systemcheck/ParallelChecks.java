package carillon.systemcheck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every check at once, each in a thread of its own, and waits for all of them until one common
 * deadline. A check that throws or does not answer in time becomes a finding; while one that was
 * given up still hangs it is not started again. Thread-safe.
 */
final class ParallelChecks {
  private static final Logger LOG = LoggerFactory.getLogger(ParallelChecks.class);

  private final Executor threads;
  private final Duration limit;
  private final Map<String, FutureTask<List<Finding>>> hanging = new ConcurrentHashMap<>();

  ParallelChecks(Executor threads, Duration limit) {
    this.threads = threads;
    this.limit = limit;
  }

  /** The findings of all checks, in the order of the checks' ids. */
  List<Finding> findings(Iterable<? extends Check> checks) throws InterruptedException {
    Map<String, FutureTask<List<Finding>>> asked = new TreeMap<>();
    checks.forEach(check -> asked.put(check.id(), ask(check)));
    long deadline = System.nanoTime() + limit.toNanos();
    List<Finding> all = new ArrayList<>();
    for (Map.Entry<String, FutureTask<List<Finding>>> entry : asked.entrySet()) {
      all.addAll(answer(entry.getKey(), entry.getValue(), deadline - System.nanoTime()));
    }
    return all;
  }

  private FutureTask<List<Finding>> ask(Check check) {
    String id = check.id();
    return hanging.computeIfAbsent(id, any -> started(id, check));
  }

  private FutureTask<List<Finding>> started(String id, Check check) {
    FutureTask<List<Finding>> task = new FutureTask<>(check::findings);
    threads.execute(
        () -> {
          try {
            task.run();
          } finally {
            hanging.remove(id, task);
          }
        });
    return task;
  }

  private List<Finding> answer(String id, FutureTask<List<Finding>> task, long nanosLeft)
      throws InterruptedException {
    try {
      return List.copyOf(task.get(Math.max(0, nanosLeft), TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      LOG.warn("System check {} did not answer within {} s", id, limit.toSeconds());
      return List.of(Finding.error(tooSlow(id)));
    } catch (ExecutionException failed) {
      LOG.warn("System check {} failed", id, failed.getCause());
      return List.of(Finding.error(broken(id, failed.getCause())));
    }
  }

  private String tooSlow(String id) {
    return "The check '%s' did not answer within %d s; see the server log."
        .formatted(id, limit.toSeconds());
  }

  /**
   * The exception's class only: its message may hold what must not be shown; the log has it all.
   */
  private static String broken(String id, Throwable cause) {
    return "The check '%s' failed (%s); see the server log."
        .formatted(id, cause.getClass().getSimpleName());
  }
}
