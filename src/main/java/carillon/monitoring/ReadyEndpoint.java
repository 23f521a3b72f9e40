package carillon.monitoring;

import carillon.http.Json;
import carillon.monitoring.Readiness.Looked;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /carillon/ready}: 200 or 503. What exactly is up or down is told to the authenticated
 * alone.
 */
@WebServlet("/ready")
public class ReadyEndpoint extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Readiness readiness;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<Looked> looked = readiness.look();
    boolean ready = looked.stream().allMatch(Looked::up);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", status(ready));
    if (request.getUserPrincipal() != null) {
      answer.put("checks", looked.stream().map(ReadyEndpoint::view).toList());
    }
    response.setStatus(
        ready ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    Json.MAPPER.writeValue(response.getOutputStream(), answer);
  }

  private static Map<String, String> view(Looked one) {
    return Map.of("name", one.name(), "status", status(one.up()));
  }

  private static String status(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
