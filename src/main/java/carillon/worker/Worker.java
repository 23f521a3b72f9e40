package carillon.worker;

import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.CompletedRun;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome.HandBack;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobSource.Intake;
import carillon.job.engine.RunsCompleted;
import carillon.job.engine.WorkerView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A loop on one managed thread: reports what became of the last jobs, takes the next ones, runs
 * them. It survives whatever they do and ends when told to, handing back what it did not start.
 */
final class Worker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger("carillon.worker");
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final long REPORT_AFTER_NANOS = 20_000_000;
  private static final int LAST_TRIES = 3;

  private final WorkerContext context;
  private final QueueName queue;
  private final String name;
  private final WorkerState state;
  private final RunTimeout runTimeout;
  private final AdaptiveBatchSize batch = new AdaptiveBatchSize();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private final ReconnectBackoff reconnectBackoff = new ReconnectBackoff(stop);
  private final Queue<Job> fetched;
  private final List<CompletedRun> unreported = new ArrayList<>();
  private volatile Intake intake;
  private JobRunner runner;

  /**
   * @param fetched jobs of this queue that a worker of this node took and nobody has begun; shared
   *     by all its workers, so that none waits behind a slow one while somebody is idle
   */
  Worker(WorkerContext context, QueueName queue, String name, Queue<Job> fetched) {
    this.context = context;
    this.fetched = fetched;
    this.runTimeout = new RunTimeout(context.closeExecutor());
    this.queue = queue;
    this.name = name;
    this.state = new WorkerState(context.node(), name, queue, context.clock().instant());
  }

  @Override
  public void run() {
    try {
      MDC.put("worker", context.node() + "/" + name);
      serve();
      LOG.info("Drained, exiting");
    } catch (QueueUnavailableException unavailable) {
      LOG.info("Exiting while Redis is unavailable; other nodes will run the fetched jobs");
    } catch (RuntimeException | Error broken) {
      SafeLog.error(LOG, "The worker ends and is replaced", broken);
    } finally {
      gone.countDown();
      MDC.remove("worker");
    }
  }

  private void serve() {
    try (Intake mine = context.source().open(queue)) {
      intake = mine;
      runner = new JobRunner(context, queue, context.surroundings().get(), runTimeout);
      LOG.info("Start service");
      try {
        work();
      } finally {
        mine.abandon(unreported.stream().map(CompletedRun::job).toList());
      }
    }
  }

  /** Ends the loop after the job that runs now. Any thread. */
  void stop() {
    stop.countDown();
    Intake mine = intake;
    if (mine != null) {
      mine.interrupt();
    }
  }

  /** For a worker that never got a thread. */
  void abandon() {
    stop.countDown();
    gone.countDown();
  }

  boolean stopping() {
    return stop.getCount() == 0;
  }

  CountDownLatch gone() {
    return gone;
  }

  /** Interrupts a run that takes too long. Any thread. */
  void watch(long nowNanos) {
    runTimeout.check(nowNanos);
  }

  /** Tells a run that somebody wants it to end. Any thread. */
  void cancel(Set<JobId> cancelled) {
    runTimeout.cancel(cancelled);
  }

  String name() {
    return name;
  }

  WorkerView view() {
    return state.view(runTimeout.stuck(System.nanoTime()));
  }

  private void work() {
    int triesLeft = LAST_TRIES;
    while (!stopping() || !(fetched.isEmpty() && unreported.isEmpty())) {
      if (stopping() && triesLeft-- == 0) {
        return;
      }
      try {
        runFetched();
        ackAndFetch(stopping() ? 0 : batch.next());
        reconnectBackoff.over();
      } catch (QueueUnavailableException unavailable) {
        pause();
      } catch (RuntimeException | Error unexpected) {
        SafeLog.error(LOG, "Unexpected error; the worker continues", unexpected);
        pause();
      }
    }
  }

  private void ackAndFetch(int most) {
    List<JobResult> finished = unreported.stream().map(CompletedRun::result).toList();
    fetched.addAll(intake.ackAndFetch(finished, most, WAIT, this::settled));
    if (most > 0) {
      state.fetched(context.clock().instant());
    }
  }

  private void settled() {
    List<CompletedRun> reported = List.copyOf(unreported);
    unreported.clear();
    tell(reported);
  }

  private void runFetched() {
    long from = System.nanoTime();
    int jobs = 0;
    for (Job job = fetched.poll(); job != null; job = fetched.poll()) {
      unreported.add(completed(job));
      jobs++;
      long took = System.nanoTime() - from;
      if (took > REPORT_AFTER_NANOS || fetched.isEmpty()) {
        batch.ran(jobs, took);
        jobs = 0;
        if (!fetched.isEmpty()) {
          ackAndFetch(0);
        }
        from = System.nanoTime();
      }
    }
  }

  /** A job whose end cannot be told would be nobody's for as long as this node lives. */
  private CompletedRun completed(Job job) {
    try {
      return stopping() ? handedBack(job) : run(job);
    } catch (RuntimeException | Error broken) {
      intake.abandon(List.of(job));
      throw broken;
    }
  }

  private CompletedRun handedBack(Job job) {
    JobResult result = new JobResult(job, new HandBack(Duration.ZERO));
    return new CompletedRun(result, queue, Duration.ZERO, Duration.ZERO);
  }

  private CompletedRun run(Job job) {
    state.begins(job, context.clock().instant());
    announce(job);
    try {
      return runner.run(job);
    } finally {
      state.ends(context.clock().instant());
    }
  }

  private void announce(Job job) {
    try {
      context.begun().begins(job, queue);
    } catch (RuntimeException | Error careless) {
      SafeLog.error(LOG, "A listener of job starts failed", careless);
    }
  }

  private void tell(List<CompletedRun> ended) {
    if (ended.isEmpty()) {
      return;
    }
    try {
      context.ended().accept(new RunsCompleted(ended));
    } catch (RuntimeException | Error careless) {
      SafeLog.error(LOG, "An observer of finished jobs failed", careless);
    }
  }

  private void pause() {
    try {
      reconnectBackoff.take();
    } catch (InterruptedException wanted) {
      stop.countDown();
    }
  }
}
