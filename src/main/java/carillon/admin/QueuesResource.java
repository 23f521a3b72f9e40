package carillon.admin;

import carillon.http.Page;
import carillon.http.Roles;
import carillon.job.QueueName;
import carillon.job.engine.JobQueue;
import carillon.job.engine.QueueControl;
import carillon.job.engine.Workers;
import carillon.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Sizes, ages and rates of the queues. */
@Path("queues")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Jobs")
public class QueuesResource {
  @Inject JobQueue jobs;
  @Inject QueueControl control;
  @Inject QueueRates rates;
  @Inject Workers workers;

  @GET
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "Sizes, ages and rates of the queues", operationId = "listQueues")
  public Page<QueueResponse> list() {
    return new Page<>(Arrays.stream(QueueName.values()).map(queue -> answer(queue)).toList(), null);
  }

  @POST
  @Path("{name}/pause")
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Pause the queue on all nodes",
      description = "Takes effect within a second. Running jobs finish. Survives restarts.",
      operationId = "pauseQueue")
  public QueueResponse pause(@PathParam("name") String name) {
    QueueName queue = queue(name);
    control.pause(queue);
    return answer(queue);
  }

  @POST
  @Path("{name}/resume")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Resume the queue on all nodes", operationId = "resumeQueue")
  public QueueResponse resume(@PathParam("name") String name) {
    QueueName queue = queue(name);
    control.resume(queue);
    return answer(queue);
  }

  private QueueResponse answer(QueueName queue) {
    return QueueResponse.of(jobs.status(queue), rates.of(queue), workers.wanted(queue));
  }

  private static QueueName queue(String name) {
    try {
      return QueueName.of(name);
    } catch (IllegalArgumentException none) {
      throw ProblemException.notFound("The queue " + name);
    }
  }
}
