package carillon.admin.system;

import carillon.config.Settings;
import carillon.http.Page;
import carillon.http.Roles;
import carillon.http.audit.Audited;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The settings in force on this node. They are changed in the server's admin console. */
@Path("settings")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Operation")
public class SettingsResource {
  @Inject Settings settings;

  @GET
  @Audited
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "The settings in force on this node, secrets masked",
      operationId = "listSettings")
  public Page<SettingResponse> list() {
    return new Page<>(settings.all().stream().map(SettingResponse::of).toList(), null);
  }
}
