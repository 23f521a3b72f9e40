package carillon.http.limits;

import carillon.problem.Problem;
import carillon.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import java.util.Set;

/** Refuses writes that come too fast (429) or are compressed (415), before anything reads them. */
@Provider
@Priority(RequestLimitFilter.FIRST)
public class RequestLimitFilter implements ContainerRequestFilter {
  static final int FIRST = Priorities.USER - 100;
  static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  @Inject WriteRateLimit rates;

  @Override
  public void filter(ContainerRequestContext request) {
    if (READING.contains(request.getMethod())) {
      return;
    }
    Principal account = request.getSecurityContext().getUserPrincipal();
    if (account != null && !rates.admits(account.getName())) {
      throw new ProblemException(
          Problem.of(429, "This account writes more often than carillon.http.write-rate allows"));
    }
    String coding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw new ProblemException(
          Problem.of(415, "The body must not be compressed: no Content-Encoding is accepted"));
    }
  }
}
