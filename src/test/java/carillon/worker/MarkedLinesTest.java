package carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.engine.JobOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What a handler logs can be marked with its job, and nothing after it. */
class MarkedLinesTest {
  private final List<String> marks = new ArrayList<>();

  private final class Logging implements JobHandler<Logging.Nothing> {
    record Nothing() {}

    @Override
    public String eventName() {
      return "test.logging";
    }

    @Override
    public Class<Nothing> payloadType() {
      return Nothing.class;
    }

    @Override
    public void handle(Nothing nothing, JobContext context) {
      marks.add(MDC.get("job"));
    }
  }

  @Test
  void theJobsIdIsInTheContextOfItsLinesAlone() {
    assertThat(new HandlerHarness(new Logging()).run("{}")).isInstanceOf(JobOutcome.Done.class);
    assertThat(marks).containsExactly("background-1-1");
    assertThat(MDC.get("job")).isNull();
  }
}
