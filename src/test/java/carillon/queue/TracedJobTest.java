package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome.HandBack;
import carillon.job.engine.JobSource.Intake;
import carillon.trace.Trace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job carries the trace of the thread that enqueued it, through a real Redis. */
class TracedJobTest extends RedisTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void fromItsEnqueueToItsLastRun() {
    Intake worker = worker();
    String before = Trace.swap(TRACE);
    try {
      queue.enqueue(List.of(job("{}")));
    } finally {
      Trace.swap(before);
    }
    Job first = fetch(worker, 1).get(0);
    assertThat(first.trace()).isEqualTo(TRACE);
    report(worker, first, new HandBack(Duration.ZERO));
    assertThat(fetch(worker, 1).get(0).trace()).as("given to another").isEqualTo(TRACE);
  }

  @Test
  void withoutOneItHasNone() {
    Intake worker = worker();
    queue.enqueue(List.of(job("{}")));
    assertThat(fetch(worker, 1).get(0).trace()).isEmpty();
  }
}
