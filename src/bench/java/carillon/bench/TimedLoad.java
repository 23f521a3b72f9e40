package carillon.bench;

import carillon.job.engine.JobQueue;
import carillon.job.engine.NewJob;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Pushes timed jobs at a fixed rate, {@code each} per push, in the request's thread. A late push
 * does not shift later due times, so that waiting times are measured in full.
 */
@Path("/bench/timed-jobs")
@RequestScoped
public class TimedLoad {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Inject JobQueue queue;
  @Inject TimedJob job;

  /** Latencies in microseconds. */
  public record Figures(long count, long p50, long p99, long max) {}

  @POST
  @RolesAllowed("carillon-admin")
  @Produces(MediaType.APPLICATION_JSON)
  public Figures run(
      @QueryParam("rate") int rate,
      @QueryParam("count") int count,
      @QueryParam("each") @DefaultValue("1") int each) {
    job.forget();
    long start = System.nanoTime();
    for (long i = 0; i < count; i += each) {
      pushAt(start + i * SECOND / rate, each);
    }
    waitUntil(System.nanoTime() + SECOND);
    Histogram micros = job.histogram();
    return new Figures(
        micros.getTotalCount(),
        micros.getValueAtPercentile(50),
        micros.getValueAtPercentile(99),
        micros.getMaxValue());
  }

  private void pushAt(long due, int jobs) {
    waitUntil(due);
    NewJob one = NewJob.of(job.queue(), job.eventName(), "{\"nanos\":" + due + "}", 1);
    queue.enqueue(Collections.nCopies(jobs, one));
  }

  private static void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
