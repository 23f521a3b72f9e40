package carillon.admin.system;

import carillon.http.Page;
import carillon.http.PageQuery;
import carillon.http.Roles;
import carillon.systemcheck.SystemEvent;
import carillon.systemcheck.SystemEvents;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the last system checks found. */
@Path("system-events")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Operation")
public class SystemEventsResource {
  @Inject SystemEvents events;

  @GET
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "System checks, the newest first", operationId = "listSystemEvents")
  public Page<SystemEvent> list(@BeanParam PageQuery query) {
    long before = query.after() == 0 ? Long.MAX_VALUE : query.after();
    List<SystemEvent> rows = events.newest(before, query.limit() + 1);
    return Page.of(rows, query, SystemEvent::id, Function.identity());
  }
}
