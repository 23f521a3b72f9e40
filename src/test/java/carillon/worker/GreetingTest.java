package carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.engine.JobOutcome.Bury;
import carillon.job.engine.JobOutcome.Done;
import carillon.job.engine.JobOutcome.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How the author of a handler tests it. */
class GreetingTest {
  private final Greeting greeting = new Greeting();
  private final HandlerHarness harness = new HandlerHarness(greeting);

  /** The handler of the README. */
  static final class Greeting implements JobHandler<Greeting.Hello> {
    final List<String> said = new ArrayList<>();

    /** The payload. */
    record Hello(String name) {
      Hello {
        if (name == null) {
          throw new IllegalArgumentException("name is missing");
        }
      }
    }

    @Override
    public String eventName() {
      return "example.greeting";
    }

    @Override
    public Class<Hello> payloadType() {
      return Hello.class;
    }

    @Override
    public Duration timeout() {
      return Duration.ofSeconds(2);
    }

    @Override
    public void handle(Hello hello, JobContext context) throws Exception {
      if (hello.name().equals("Godot")) {
        new CountDownLatch(1).await();
      }
      said.add("Hello " + hello.name());
      context.checkpoint("said");
    }
  }

  @Test
  void greets() {
    assertThat(harness.run("{\"name\":\"Ana\"}")).isInstanceOf(Done.class);
    assertThat(greeting.said).containsExactly("Hello Ana");
    assertThat(harness.checkpoint()).contains("said");
  }

  @Test
  void knowsNobodyWithoutAName() {
    assertThat(harness.run("{}")).isInstanceOf(Bury.class);
  }

  @Test
  void doesNotWaitForEver() {
    assertThat(harness.run("{\"name\":\"Godot\"}")).isInstanceOf(Retry.class);
  }
}
