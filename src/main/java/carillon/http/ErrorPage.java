package carillon.http;

import carillon.problem.Problem;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the server itself refuses, before any resource is reached, is problem+json too. */
@WebServlet("/error-page")
public class ErrorPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean error = request.getDispatcherType() == DispatcherType.ERROR;
    int status = error ? (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) : 404;
    response.setStatus(status);
    response.setContentType(Problem.MEDIA_TYPE);
    byte[] body = Json.MAPPER.writeValueAsBytes(Problem.of(status, StatusDetails.detail(status)));
    response.getOutputStream().write(body);
  }
}
