package carillon.http.limits;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.http.ProblemResponses;
import carillon.problem.Problem;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * Refuses writes (503) while {@link WriteConcurrencyLimit} takes no more. A servlet's filter, as it
 * sees the end of each request, however that ends.
 */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class WriteConcurrencyFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final int RETRY_SECONDS = 1;

  /** Longer than a server stands still now and then: a collection, a slow disk. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Beside what a write takes under load, it has an answer within a second. */
  private static final Duration UNDER_LOAD = Duration.ofMillis(300);

  @Inject transient Settings settings;
  @Inject transient Event<WriteRefused> refused;

  /** No bean: a request ends also when the application, and with it every bean, has gone. */
  private final transient WriteConcurrencyLimit writes =
      new WriteConcurrencyLimit(PATIENCE, UNDER_LOAD, System::nanoTime);

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (RequestLimitFilter.READING.contains(request.getMethod())) {
      chain.doFilter(request, response);
    } else if (admitted()) {
      try {
        chain.doFilter(request, response);
      } finally {
        writes.end();
      }
    } else {
      refused.fire(new WriteRefused());
      refuse(response);
    }
  }

  private boolean admitted() throws IOException {
    try {
      return writes.begin(settings.get(SettingsTable.WRITES_AT_ONCE));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The server is stopping");
    }
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    Problem problem =
        Problem.of(503, "Too many concurrent writes (carillon.http.writes-at-once); retry later");
    response.setIntHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    ProblemResponses.write(response, problem);
  }
}
