package carillon.worker;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.RetryPolicy;
import java.time.Duration;

/** A handler made of what it does. */
record TestHandler(String eventName, Duration timeout, Work work)
    implements JobHandler<TestHandler.Payload> {

  /** What {@link Payload} refuses is malformed. */
  record Payload(long number) {
    Payload {
      if (number < 1) {
        throw new IllegalArgumentException("number must be above 0");
      }
    }
  }

  interface Work {
    void on(Payload payload, JobContext context) throws Exception;
  }

  static TestHandler of(String eventName, Work work) {
    return new TestHandler(eventName, Duration.ofMinutes(1), work);
  }

  @Override
  public Class<Payload> payloadType() {
    return Payload.class;
  }

  @Override
  public void handle(Payload payload, JobContext context) throws Exception {
    work.on(payload, context);
  }

  @Override
  public RetryPolicy retryPolicy() {
    return new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(1));
  }
}
