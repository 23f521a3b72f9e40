package carillon.http.audit;

import carillon.http.Roles;
import carillon.http.idempotency.IdempotencyFilter;
import carillon.problem.Problem;
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
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Makes an audit entry of each request that changes something, that reads what only administrators
 * may see, or that was refused for its roles. Bodies are not looked at: they may hold secrets.
 */
@Provider
@Priority(AuditFilter.LAST)
public class AuditFilter implements ContainerResponseFilter {
  /**
   * Of answers the lowest comes last: after {@link IdempotencyFilter}, which may yet refuse a
   * write.
   */
  static final int LAST = Priorities.USER - 1;

  private static final int FORBIDDEN = 403;
  private static final Set<String> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  @Context ResourceInfo resource;
  @Inject HttpServletRequest connection;
  @Inject AuditDetail detail;
  @Inject AuditTrail trail;
  @Inject Clock clock;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Method method = resource.getResourceMethod();
    if (method == null || !audited(method, request, response.getStatus())) {
      return;
    }
    Principal user = request.getSecurityContext().getUserPrincipal();
    trail.write(
        new AuditEntry(
            0,
            clock.instant(),
            user == null ? "-" : user.getName(),
            request.getMethod(),
            request.getUriInfo().getRequestUri().getRawPath(),
            connection.getRemoteAddr(),
            response.getStatus(),
            detail(response)));
  }

  private boolean audited(Method method, ContainerRequestContext request, int status) {
    if (!READING.contains(request.getMethod())) {
      return !method.isAnnotationPresent(Unaudited.class)
          || status == FORBIDDEN
          || !detail.text().isEmpty();
    }
    boolean admin = request.getSecurityContext().isUserInRole(Roles.ADMIN);
    return method.isAnnotationPresent(Audited.class) && (admin || administratorsOnly(method));
  }

  private String detail(ContainerResponseContext response) {
    String added = detail.text();
    return response.getEntity() instanceof Problem problem
        ? (added + " refused: " + problem.detail()).trim()
        : added;
  }

  static boolean administratorsOnly(Method method) {
    RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
    return roles != null && Arrays.asList(roles.value()).equals(List.of(Roles.ADMIN));
  }
}
