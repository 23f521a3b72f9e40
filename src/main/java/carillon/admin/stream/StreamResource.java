package carillon.admin.stream;

import carillon.http.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happens, as it happens. */
@Path("stream")
@RequestScoped
@Tag(name = "Operation")
public class StreamResource {
  @Inject EventStream view;

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(
      summary = "Events, as server-sent events",
      description =
          "'job': a job changed its state; changes on other nodes are summed up each second, without ids. 'queues': sizes and rates of the queues, each second. 'import': progress of an import, each second, for administrators. 'dropped': so many events were left"
              + " out for a slow reader.",
      operationId = "watch")
  @APIResponse(
      responseCode = "200",
      description = "Events until the client disconnects",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(type = SchemaType.STRING),
              example = "event: queues\ndata: [{\"name\": \"background\", \"ready\": 0}]\n\n"))
  public void watch(
      @Context SseEventSink sink,
      @Context Sse sse,
      @Context HttpServletResponse response,
      @Context SecurityContext caller) {
    response.setHeader("Cache-Control", "no-store");
    // Asks proxies such as nginx to pass each event on at once.
    response.setHeader("X-Accel-Buffering", "no");
    view.add(new StreamSubscriber(sse, sink, caller.isUserInRole(Roles.ADMIN)));
  }
}
