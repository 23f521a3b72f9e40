package carillon.http;

import carillon.trace.Trace;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes the {@code traceparent} of a request over, for its log lines and for what follows it. */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class TraceFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String before = Trace.swap(Trace.of(request.getHeader(Trace.NAME)));
    try {
      chain.doFilter(request, response);
    } finally {
      Trace.swap(before);
    }
  }
}
