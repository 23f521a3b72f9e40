package carillon.http;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.problem.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses (403) what a page of another site sends in a person's name: a browser adds cached
 * credentials to any site's form. Browsers say where a request comes from in {@code Sec-Fetch-Site}
 * (Fetch Metadata Request Headers, W3C) and {@code Origin} (RFC 6454); a request with neither is
 * not from a page of a browser of today, and passes. Methods that change nothing pass too.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class CrossSiteFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  @Inject transient Settings settings;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (SAFE.contains(request.getMethod()) || ownSite(request) && ownOrigin(request)) {
      chain.doFilter(request, response);
    } else {
      ProblemResponses.write(
          response, Problem.of(403, "Requests from pages of other sites are not accepted"));
    }
  }

  private static boolean ownSite(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site == null || OWN_SITE.contains(site);
  }

  private boolean ownOrigin(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    return origin == null
        || origin.equals(request.getScheme() + "://" + request.getHeader("Host"))
        || origin.equals(publicOrigin());
  }

  /** What browsers call this server when a reverse proxy stands before it. */
  private String publicOrigin() {
    URI base = settings.get(SettingsTable.BASE_URL);
    return (base.getScheme() + "://" + base.getRawAuthority()).toLowerCase(Locale.ROOT);
  }
}
