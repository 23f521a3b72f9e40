package carillon.operatormail;

import carillon.http.Roles;
import carillon.http.audit.Audited;
import carillon.job.QueueName;
import carillon.job.engine.JobQueue;
import carillon.job.engine.NewJob;
import carillon.problem.EmailAddress;
import carillon.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A mail that tries the whole way: queue, worker, relay. */
@Path("mail/test")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Mail")
public class TestMailResource {
  @Inject JobQueue jobs;
  @Inject TestMails tests;

  /** Who is to get it. */
  public record TestMailRequest(@NotNull @EmailAddress String to) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Send a test mail through the queue and the relay",
      description = "The Location of the response shows its state.",
      operationId = "testMail")
  @APIResponse(
      responseCode = "202",
      description = "The test mail is queued",
      content = @Content(schema = @Schema(implementation = TestMail.class)))
  public Response send(@NotNull @Valid TestMailRequest order, @Context UriInfo uri) {
    // Refused before anything is written when there is no queue.
    jobs.status(QueueName.NOTIFICATIONS);
    TestMail test = tests.begin(order.to());
    String payload = "{\"id\":" + test.id() + "}";
    jobs.enqueue(List.of(NewJob.of(QueueName.NOTIFICATIONS, TestMailHandler.EVENT, payload, 0)));
    return Response.accepted(test)
        .location(uri.getAbsolutePathBuilder().path(Long.toString(test.id())).build())
        .build();
  }

  @GET
  @Path("{id}")
  @Audited
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "State of a test mail", operationId = "getMailTest")
  @APIResponse(responseCode = "200", description = "State, attempts, the relay's reply")
  public TestMail find(@PathParam("id") long id) {
    return tests.find(id).orElseThrow(() -> ProblemException.notFound("Test mail " + id));
  }
}
