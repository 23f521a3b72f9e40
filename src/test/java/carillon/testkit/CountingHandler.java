package carillon.testkit;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A job type that writes down each run, in a file that a test can read: number and wait in µs. */
@ApplicationScoped
public class CountingHandler implements JobHandler<CountingHandler.Number> {
  static final String FILE = "counted.txt";

  /** The payload: which job, when it was sent, and for how long it is to run. */
  public record Number(long number, String sentAt, long millis) {}

  @Override
  public String eventName() {
    return "test.counted";
  }

  @Override
  public Class<Number> payloadType() {
    return Number.class;
  }

  @Override
  public boolean acceptedFromOutside() {
    return true;
  }

  @Override
  public Duration timeout() {
    return Duration.ofHours(1);
  }

  @Override
  public synchronized void handle(Number number, JobContext context) throws IOException {
    Duration waited = Duration.between(Instant.parse(number.sentAt()), Instant.now());
    Files.write(
        Path.of(System.getProperty("jboss.server.data.dir"), FILE),
        List.of(number.number() + " " + waited.toNanos() / 1000),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(number.millis());
    while (System.nanoTime() - end < 0 && !context.cancelled()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }
}
