package carillon.worker;

import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobSource;
import carillon.job.engine.RunningJobStore;
import carillon.job.engine.WorkerView;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the workers as the settings and the server's state want them, watches time-outs and says
 * that this node lives. Runs in two threads of its own ({@link SupervisorThread}), for it has to go
 * on while the server suspends and jobs end, and what waits for Redis must hold up nothing else.
 */
final class WorkerSupervisor {
  private static final Logger LOG = LoggerFactory.getLogger("carillon.worker");
  private static final long SIZE_NANOS = Duration.ofMillis(500).toNanos();
  private static final long BEAT_NANOS = Duration.ofSeconds(3).toNanos();

  private final JobSource source;
  private final RunningJobStore notes;
  private final List<WorkerPool> workerPools;
  private final ToIntFunction<QueueName> wanted;
  private final BooleanSupplier open;
  private final LongSupplier nanoTime;
  private long nextSize;
  private long nextBeat;
  private volatile boolean closing;

  WorkerSupervisor(
      WorkerContext context,
      Executor threads,
      ToIntFunction<QueueName> wanted,
      BooleanSupplier open,
      LongSupplier nanoTime) {
    this.source = context.source();
    this.notes = context.notes();
    this.workerPools =
        Arrays.stream(QueueName.values()).map(q -> new WorkerPool(context, q, threads)).toList();
    this.wanted = wanted;
    this.open = open;
    this.nanoTime = nanoTime;
    this.nextSize = nanoTime.getAsLong();
    this.nextBeat = nextSize;
  }

  /** Interrupts what runs too long. To be called several times a second; never waits. */
  void watch() {
    long now = nanoTime.getAsLong();
    workerPools.forEach(workerPool -> workerPool.watch(now));
  }

  /** Starts and stops workers. To be called several times a second; never waits. */
  void resize() {
    long now = nanoTime.getAsLong();
    if (now - nextSize >= 0) {
      nextSize = now + SIZE_NANOS;
      size();
    }
  }

  /** Says that this node lives. To be called every second or so; waits for Redis. */
  void beat() {
    long now = nanoTime.getAsLong();
    if (now - nextBeat >= 0) {
      nextBeat = now + BEAT_NANOS;
      tellThatItLives();
    }
  }

  List<WorkerView> views() {
    return workerPools.stream().flatMap(workerPool -> workerPool.views().stream()).toList();
  }

  int wanted(QueueName queue) {
    return wanted.applyAsInt(queue);
  }

  /** Stops fetching at once and waits for the jobs that run; the beat has to go on meanwhile. */
  void drain(Duration longest) throws InterruptedException {
    closing = true;
    size();
    long deadline = System.nanoTime() + longest.toNanos();
    for (WorkerPool workerPool : workerPools) {
      if (!workerPool.gone(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        LOG.warn(
            "Jobs of {} still run after {}; other nodes will take them once this node is silent",
            workerPool.queue().text(),
            longest);
      }
    }
    leave();
  }

  private synchronized void size() {
    boolean working = !closing && open.getAsBoolean();
    for (WorkerPool workerPool : workerPools) {
      workerPool.size(working ? wanted.applyAsInt(workerPool.queue()) : 0);
    }
  }

  /** Ends the runs that somebody cancelled. To be called every second or so; waits for Redis. */
  void cancel() {
    Set<JobId> running =
        views().stream()
            .filter(WorkerView::busy)
            .map(view -> new JobId(view.jobId()))
            .collect(Collectors.toSet());
    if (!running.isEmpty()) {
      try {
        Set<JobId> cancelled = notes.cancelled(running);
        workerPools.forEach(workerPool -> workerPool.cancel(cancelled));
      } catch (QueueUnavailableException unavailable) {
        LOG.debug("Cannot read which jobs are cancelled", unavailable);
      }
    }
  }

  private void tellThatItLives() {
    if (source.configured() && !(closing && views().isEmpty())) {
      try {
        source.beat();
      } catch (QueueUnavailableException unavailable) {
        LOG.debug("Heartbeat failed", unavailable);
      }
    }
  }

  private void leave() {
    if (source.configured()) {
      try {
        source.leave();
      } catch (QueueUnavailableException unavailable) {
        LOG.debug("Leaving the cluster failed", unavailable);
      }
    }
  }
}
