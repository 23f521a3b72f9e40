package carillon.monitoring;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /carillon/metrics}. */
@WebServlet("/metrics")
public class MetricsEndpoint extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Exposition exposition;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(Exposition.CONTENT_TYPE);
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(exposition.text());
  }
}
