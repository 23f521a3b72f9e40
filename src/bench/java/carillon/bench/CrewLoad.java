package carillon.bench;

import carillon.job.QueueName;
import carillon.job.engine.Workers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/** Changes how many workers the queue of the measured jobs has. */
@Path("/bench/workers")
@RequestScoped
public class CrewLoad {
  @Inject Workers workers;

  /** What is left of the heap after a full collection, bytes. */
  public record Heap(long bytes) {}

  @POST
  @RolesAllowed("carillon-admin")
  @Produces(MediaType.APPLICATION_JSON)
  public Heap size(@QueryParam("count") int count) {
    System.setProperty("carillon.background.workers", Integer.toString(count));
    while (running() != count) {
      LockSupport.parkNanos(50_000_000);
    }
    System.gc();
    return new Heap(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }

  private long running() {
    return workers.list().stream().filter(w -> w.queue() == QueueName.BACKGROUND).count();
  }
}
