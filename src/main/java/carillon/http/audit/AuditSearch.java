package carillon.http.audit;

import carillon.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which entries of the audit trail; use as {@code @BeanParam}. What is missing means all. */
public class AuditSearch {
  @QueryParam("user")
  @Parameter(description = "Name of the account")
  private String user;

  @QueryParam("method")
  @Parameter(description = "GET, POST, PUT, PATCH, DELETE, or JOB for the end of a job")
  private String method;

  @QueryParam("path")
  @Parameter(description = "A part of the path, such as /webhooks")
  private String path;

  @QueryParam("since")
  @Parameter(description = "A time as in RFC 3339")
  private String since;

  public AuditSearch() {}

  AuditSearch(String user, String method, String path, String since) {
    this.user = user;
    this.method = method;
    this.path = path;
    this.since = since;
  }

  String user() {
    return user == null ? "" : user;
  }

  String method() {
    return method == null ? "" : method.toUpperCase(Locale.ROOT);
  }

  String path() {
    return path == null ? "" : path;
  }

  /**
   * The first instant.
   *
   * @throws ProblemException with status 400 when it is no time
   */
  Instant since() {
    try {
      return since == null || since.isEmpty()
          ? Instant.EPOCH
          : OffsetDateTime.parse(since).toInstant();
    } catch (DateTimeParseException noTime) {
      throw ProblemException.invalid(
          "since", "must be a time as in RFC 3339, such as 2026-01-31T12:00:00Z");
    }
  }
}
