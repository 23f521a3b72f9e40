package carillon.worker;

import carillon.job.JobHandler;
import carillon.job.JobId;
import carillon.job.Priority;
import carillon.job.Progress;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobTimedOut;
import carillon.job.engine.NodeName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs a handler as a worker does, without Redis and without a server: the payload is read from
 * JSON, failures become outcomes, a run that takes too long is interrupted. Progress and
 * checkpoints are kept from one run to the next, as for one job that is tried again.
 */
public final class HandlerHarness {
  private static final JobId ID = new JobId("background-1-1");

  private final JobHandler<?> handler;
  private final FakeNotes notes = new FakeNotes();
  private final RunTimeout runTimeout = new RunTimeout(HandlerHarness::closeAll);
  private int attempt;

  public HandlerHarness(JobHandler<?> handler) {
    this.handler = handler;
  }

  /** What becomes of the next attempt of the job. */
  public JobOutcome run(String payload) {
    attempt++;
    WorkerContext context =
        new WorkerContext(
            new NodeName("test"),
            null,
            new HandlerRegistry(List.of(handler)),
            notes,
            () -> InvocationScope.NONE,
            (job, queue) -> {},
            ended -> {},
            (JobTimedOut late) -> {},
            HandlerHarness::closeAll,
            Clock.systemUTC());
    Thread clock = new Thread(this::watchTime, "harness-clock");
    clock.setDaemon(true);
    clock.start();
    try {
      JobRunner runner = new JobRunner(context, handler.queue(), InvocationScope.NONE, runTimeout);
      return runner.run(job(payload)).outcome();
    } finally {
      clock.interrupt();
    }
  }

  /** Asks the run to end, as {@code DELETE /jobs/{id}} does. Any thread. */
  public void cancel() {
    runTimeout.cancel(Set.of(ID));
  }

  public Optional<String> checkpoint() {
    return Optional.ofNullable(notes.checkpoints.get(ID));
  }

  public Optional<Progress> progress() {
    return Optional.ofNullable(notes.progress.get(ID));
  }

  private Job job(String payload) {
    Instant now = Instant.now();
    return new Job(
        ID,
        "receipt",
        handler.eventName(),
        payload,
        0,
        Priority.NORMAL,
        attempt,
        0,
        now,
        now,
        null,
        Duration.ZERO,
        "");
  }

  private void watchTime() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(1_000_000);
      runTimeout.check(System.nanoTime());
    }
  }

  private static void closeAll(List<AutoCloseable> resources) {
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (Exception broken) {
        throw new IllegalStateException(broken);
      }
    }
  }
}
