package carillon.testkit;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.RetryPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A job type that allocates all memory. */
@ApplicationScoped
public class OutOfMemoryHandler implements JobHandler<OutOfMemoryHandler.Nothing> {

  /** The payload. */
  public record Nothing() {}

  @Override
  public String eventName() {
    return "test.hog";
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
  public RetryPolicy retryPolicy() {
    return new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Override
  public void handle(Nothing nothing, JobContext context) {
    List<byte[]> all = new ArrayList<>();
    while (!context.cancelled()) {
      all.add(new byte[1024 * 1024]);
    }
  }
}
