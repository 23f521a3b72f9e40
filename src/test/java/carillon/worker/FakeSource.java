package carillon.worker;

import carillon.job.JobId;
import carillon.job.Priority;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A queue in memory that can be away. */
final class FakeSource implements JobSource {
  final BlockingQueue<Job> ready = new LinkedBlockingQueue<>();
  final Map<String, JobOutcome> outcomes = new ConcurrentHashMap<>();
  final List<String> exchanges = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger left = new AtomicInteger();
  volatile boolean away;
  private final AtomicInteger ids = new AtomicInteger();

  Job put(String event, String payload) {
    return put(event, payload, 1, null);
  }

  Job put(String event, String payload, int attempt, Instant postponedSince) {
    Instant now = Instant.now();
    String n = Integer.toString(ids.incrementAndGet());
    Job job =
        new Job(
            new JobId("background-1-" + n),
            n,
            event,
            payload,
            0,
            Priority.NORMAL,
            attempt,
            0,
            now,
            now,
            postponedSince,
            Duration.ZERO,
            "");
    ready.add(job);
    return job;
  }

  @Override
  public boolean configured() {
    return true;
  }

  @Override
  public Intake open(QueueName queue) {
    open.incrementAndGet();
    return new FakeIntake();
  }

  @Override
  public void leave() {
    left.incrementAndGet();
  }

  private final class FakeIntake implements Intake {
    private volatile boolean interrupted;

    @Override
    public List<Job> ackAndFetch(
        List<JobResult> finished, int most, Duration wait, Runnable settled) {
      exchanges.add(finished.size() + "/" + most);
      if (away) {
        throw new QueueUnavailableException("away", null);
      }
      finished.forEach(one -> outcomes.put(one.job().receipt(), one.outcome()));
      settled.run();
      List<Job> jobs = new ArrayList<>();
      try {
        Job first = most == 0 || interrupted ? null : ready.poll(20, TimeUnit.MILLISECONDS);
        if (first != null) {
          jobs.add(first);
          ready.drainTo(jobs, most - 1);
        }
      } catch (InterruptedException unwanted) {
        throw new AssertionError("The worker was interrupted outside of a run", unwanted);
      }
      return jobs;
    }

    @Override
    public void interrupt() {
      interrupted = true;
    }

    @Override
    public void abandon(List<Job> jobs) {
      ready.addAll(jobs);
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }
}
