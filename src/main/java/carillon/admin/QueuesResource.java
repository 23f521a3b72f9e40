package carillon.admin;

import carillon.http.Page;
import carillon.http.Roles;
import carillon.job.JobQueue;
import carillon.job.QueueName;
import carillon.job.Workers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The queues in numbers. */
@Path("queues")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Jobs")
public class QueuesResource {
  @Inject JobQueue jobs;
  @Inject Workers workers;

  @GET
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "The queues in numbers", operationId = "listQueues")
  public Page<QueueAnswer> list() {
    return new Page<>(
        Arrays.stream(QueueName.values())
            .map(queue -> QueueAnswer.of(jobs.status(queue), workers.wanted(queue)))
            .toList(),
        null);
  }
}
