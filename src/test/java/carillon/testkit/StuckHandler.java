package carillon.testkit;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A job type that waits forever and ignores interrupts. */
@ApplicationScoped
public class StuckHandler implements JobHandler<StuckHandler.Nothing> {
  private final CountDownLatch never = new CountDownLatch(1);

  /** Needs nothing. */
  public record Nothing() {}

  @Override
  public String eventName() {
    return "test.stubborn";
  }

  @Override
  public Class<Nothing> payloadType() {
    return Nothing.class;
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
  public void handle(Nothing nothing, JobContext context) {
    while (never.getCount() > 0) {
      try {
        never.await();
      } catch (InterruptedException ignored) {
        // Ignored on purpose: this handler simulates a job that cannot be stopped.
      }
    }
  }
}
