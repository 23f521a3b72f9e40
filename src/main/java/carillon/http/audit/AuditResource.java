package carillon.http.audit;

import carillon.http.Page;
import carillon.http.PageQuery;
import carillon.http.Roles;
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

/** The audit trail, for administrators. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Operation")
public class AuditResource {
  @Inject AuditTable table;

  @GET
  @Audited
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Who changed or read what, the newest first",
      description =
          "Each change over HTTP but new artifacts, changesets and jobs; each read of addresses, payloads, private comments and settings; each refused attempt. Retention is carillon.audit.keep.",
      operationId = "listAudit")
  public Page<AuditEntry> list(@BeanParam AuditSearch search, @BeanParam PageQuery query) {
    long before = query.after() == 0 ? Long.MAX_VALUE : query.after();
    List<AuditEntry> rows = table.page(search, before, query.limit() + 1);
    return Page.of(rows, query, AuditEntry::id, Function.identity());
  }
}
