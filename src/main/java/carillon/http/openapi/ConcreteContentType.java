package carillon.http.openapi;

import carillon.http.ProblemResponses;
import carillon.http.StatusDetails;
import carillon.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses a body of "any type": RESTEasy would take the wildcard for whatever reader comes first,
 * and fail there. A body that is not there is JSON: what may be left out may be left out whole.
 */
@Provider
@PreMatching
public class ConcreteContentType implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    String type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
    if (type != null && type.contains("*")) {
      request.abortWith(ProblemResponses.answer(Problem.of(415, StatusDetails.detail(415))));
    } else if (type == null && !hasBody(request)) {
      request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    }
  }

  /** RESTEasy's own answer is whether there is a type. A page elsewhere can send a body without. */
  private static boolean hasBody(ContainerRequestContext request) {
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return length == null
        ? request.getHeaders().containsKey("Transfer-Encoding")
        : !length.equals("0");
  }
}
