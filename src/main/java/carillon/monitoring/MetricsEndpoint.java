package carillon.monitoring;

import carillon.http.ProblemResponses;
import carillon.http.StatusDetails;
import carillon.problem.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /carillon/metrics}, for those whom {@code carillon.metrics.access} admits. */
@WebServlet("/metrics")
public class MetricsEndpoint extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Exposition exposition;
  @Inject private transient MetricsAccess access;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    MetricsAccess.Answer answer =
        access.to(
            request.getHeader("Authorization"),
            request.getUserPrincipal() != null,
            request::isUserInRole);
    switch (answer) {
      case METRICS -> write(response);
      case SIGN_IN -> refuse(response, 401);
      case FORBIDDEN -> refuse(response, 403);
      case NOTHING -> refuse(response, 404);
    }
  }

  private void write(HttpServletResponse response) throws IOException {
    response.setContentType(Exposition.CONTENT_TYPE);
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(exposition.text());
  }

  private static void refuse(HttpServletResponse response, int status) throws IOException {
    if (status == 401) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"Carillon\", Bearer");
    }
    ProblemResponses.write(response, Problem.of(status, StatusDetails.detail(status)));
  }
}
