package carillon.bench;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.QueueName;
import carillon.job.engine.NewJob;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A job that only parses its payload and is checked to run exactly once. Thread-safe. */
@ApplicationScoped
public class CheckedJob implements JobHandler<CheckedJob.Changed> {
  static final String EVENT = "carillon.bench.artifact";
  private static final long FIRST = 7_000_000;

  private volatile AtomicIntegerArray runs = new AtomicIntegerArray(0);
  private final AtomicInteger ended = new AtomicInteger();
  private volatile long began;
  private volatile int micros;

  /** The payload that all compared queues use. */
  public record Changed(
      @JsonProperty("artifact_id") long artifact,
      @JsonProperty("changeset_id") long changeset,
      @JsonProperty("user_id") long user,
      @JsonProperty("project_id") long project) {}

  /** The n-th job of a project. */
  public static NewJob job(int n, long project) {
    return NewJob.of(QueueName.BACKGROUND, EVENT, payload(n), project);
  }

  /** The payload of the n-th job. */
  public static String payload(int n) {
    return "{\"artifact_id\":123456,\"changeset_id\":"
        + (FIRST + n)
        + ",\"user_id\":42,\"project_id\":101}";
  }

  @Override
  public String eventName() {
    return EVENT;
  }

  @Override
  public Class<Changed> payloadType() {
    return Changed.class;
  }

  @Override
  public boolean acceptedFromOutside() {
    return true;
  }

  @Override
  public void handle(Changed changed, JobContext context) {
    if (began == 0) {
      began = System.nanoTime();
    }
    if (micros > 0) {
      LockSupport.parkNanos(micros * 1000L);
    }
    int n = (int) (changed.changeset() - FIRST);
    AtomicIntegerArray expected = runs;
    if (n < expected.length()) {
      expected.incrementAndGet(n);
    }
    ended.incrementAndGet();
  }

  /** Resets and expects new jobs: a waiting worker may fetch one before it notices a pause. */
  void expect(int count) {
    runs = new AtomicIntegerArray(count);
    ended.set(0);
  }

  /**
   * Jobs are timed from now on.
   *
   * @param each how long a job takes, microseconds
   */
  void time(int each) {
    micros = each;
    began = 0;
  }

  int ended() {
    return ended.get();
  }

  long began() {
    return began;
  }

  /** Whether the first job ran a second time. */
  boolean firstRanTwice() {
    return runs.get(0) > 1;
  }

  /** How many of the expected jobs did not run exactly once. */
  int notOnce() {
    AtomicIntegerArray seen = runs;
    return (int) IntStream.range(0, seen.length()).filter(i -> seen.get(i) != 1).count();
  }
}
