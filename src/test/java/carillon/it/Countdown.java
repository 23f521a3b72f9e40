package carillon.it;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.RetryPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A job type as its author writes it, one class: fails until its last attempt. */
@ApplicationScoped
public class Countdown implements JobHandler<Countdown.Launch> {
  private final Map<String, List<Integer>> attempts = new ConcurrentHashMap<>();

  /** The payload: which rocket, and at which attempt it flies. */
  public record Launch(String rocket, int fliesAt) {
    public Launch {
      if (rocket == null) {
        throw new IllegalArgumentException("rocket is missing");
      }
    }
  }

  @Override
  public String eventName() {
    return "test.countdown";
  }

  @Override
  public Class<Launch> payloadType() {
    return Launch.class;
  }

  @Override
  public boolean acceptedFromOutside() {
    return true;
  }

  @Override
  public RetryPolicy retryPolicy() {
    return new RetryPolicy(3, Duration.ofMillis(50), Duration.ofMillis(200));
  }

  @Override
  public void handle(Launch launch, JobContext context) {
    attemptsOf(launch.rocket()).add(context.attempt());
    if (context.attempt() < launch.fliesAt()) {
      throw new IllegalStateException("not yet");
    }
  }

  /** The attempts so far of this rocket's job. */
  public List<Integer> attemptsOf(String rocket) {
    return attempts.computeIfAbsent(rocket, any -> new CopyOnWriteArrayList<>());
  }
}
