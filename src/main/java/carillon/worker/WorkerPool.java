package carillon.worker;

import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.engine.Job;
import carillon.job.engine.WorkerView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of one queue. Sized by the foreman's thread, looked at by any. */
final class WorkerPool {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

  private final WorkerContext context;
  private final QueueName queue;
  private final Executor threads;
  private final List<Worker> workers = new ArrayList<>();
  private final Queue<Job> fetched = new ConcurrentLinkedQueue<>();
  private boolean refused;

  WorkerPool(WorkerContext context, QueueName queue, Executor threads) {
    this.context = context;
    this.queue = queue;
    this.threads = threads;
  }

  QueueName queue() {
    return queue;
  }

  /** Brings the number of workers to what is wanted; those that stop end after their job. */
  synchronized void size(int wanted) {
    workers.removeIf(worker -> worker.gone().getCount() == 0);
    List<Worker> active = workers.stream().filter(worker -> !worker.stopping()).toList();
    for (int i = wanted; i < active.size(); i++) {
      active.get(i).stop();
    }
    for (int i = active.size(); i < wanted; i++) {
      if (!start()) {
        return;
      }
    }
  }

  /** Interrupts what runs too long. */
  synchronized void watch(long nowNanos) {
    workers.forEach(worker -> worker.watch(nowNanos));
  }

  /** Tells those that run one of these jobs that somebody wants it to end. */
  synchronized void cancel(Set<JobId> cancelled) {
    workers.forEach(worker -> worker.cancel(cancelled));
  }

  /** Whether all are gone, at last after {@code longest}. */
  boolean gone(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    for (Worker worker : snapshot()) {
      if (!worker.gone().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }

  List<WorkerView> views() {
    return snapshot().stream()
        .filter(worker -> worker.gone().getCount() > 0)
        .map(Worker::view)
        .toList();
  }

  private synchronized List<Worker> snapshot() {
    return List.copyOf(workers);
  }

  private boolean start() {
    Worker worker = new Worker(context, queue, freeName(), fetched);
    workers.add(worker);
    try {
      threads.execute(worker);
      refused = false;
      return true;
    } catch (RejectedExecutionException | OutOfMemoryError noThread) {
      worker.abandon();
      complain(noThread);
      return false;
    }
  }

  private void complain(Throwable noThread) {
    if (!refused) {
      LOG.warn("No thread available for a worker of {}: {}", queue.text(), noThread.getMessage());
      refused = true;
    }
  }

  private String freeName() {
    int number = 1;
    while (taken(queue.text() + "-" + number)) {
      number++;
    }
    return queue.text() + "-" + number;
  }

  private boolean taken(String name) {
    return workers.stream().anyMatch(worker -> worker.name().equals(name));
  }
}
