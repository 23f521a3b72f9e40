package carillon.testkit;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.RetryPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A job type whose first attempt fails, or takes longer than it may; the second goes well. */
@ApplicationScoped
public class FlakyHandler implements JobHandler<FlakyHandler.Mood> {

  /** The payload. */
  public record Mood(boolean slow) {}

  @Override
  public String eventName() {
    return "test.fickle";
  }

  @Override
  public Class<Mood> payloadType() {
    return Mood.class;
  }

  @Override
  public boolean acceptedFromOutside() {
    return true;
  }

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(1);
  }

  @Override
  public RetryPolicy retryPolicy() {
    return new RetryPolicy(3, Duration.ofMillis(50), Duration.ofMillis(200));
  }

  @Override
  public void handle(Mood mood, JobContext context) throws InterruptedException {
    if (context.attempt() > 1) {
      return;
    }
    if (mood.slow()) {
      new CountDownLatch(1).await();
    }
    throw new IllegalStateException("not today");
  }
}
