package carillon.http;

import carillon.http.idempotency.IdempotencyFilter;
import jakarta.annotation.Priority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what only administrators may, from where, and how it ended: one line each in the category
 * {@code carillon.audit}. Refused attempts are lines too. Bodies are not logged: they may hold
 * secrets.
 */
@Provider
@Priority(AuditLog.LAST)
public class AuditLog implements ContainerResponseFilter {
  /**
   * Of answers the lowest comes last: after {@link IdempotencyFilter}, which may yet refuse a
   * write.
   */
  static final int LAST = Priorities.USER - 1;

  private static final Logger LOG = LoggerFactory.getLogger("carillon.audit");
  private static final Set<String> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  @Context ResourceInfo resource;
  @Inject HttpServletRequest connection;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (READING.contains(request.getMethod())
        || !administratorsOnly(resource.getResourceMethod())) {
      return;
    }
    Principal user = request.getSecurityContext().getUserPrincipal();
    LOG.info(
        "{} {} {} from {}: {}",
        user == null ? "-" : user.getName(),
        request.getMethod(),
        request.getUriInfo().getRequestUri().getRawPath(),
        connection.getRemoteAddr(),
        response.getStatus());
  }

  private static boolean administratorsOnly(Method method) {
    RolesAllowed roles = method == null ? null : method.getAnnotation(RolesAllowed.class);
    return roles != null && Arrays.asList(roles.value()).equals(List.of(Roles.ADMIN));
  }
}
