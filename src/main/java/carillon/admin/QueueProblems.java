package carillon.admin;

import carillon.job.QueueUnavailableException;
import carillon.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Without Redis the jobs API answers 503; the log says what is the matter with Redis. */
@Provider
public class QueueProblems implements ExceptionMapper<QueueUnavailableException> {
  private static final int RETRY_SECONDS = 5;

  @Override
  public Response toResponse(QueueUnavailableException away) {
    return Response.status(Response.Status.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
        .type(Problem.MEDIA_TYPE)
        .entity(Problem.of(503, "The job queue is unavailable (Redis); retry later"))
        .build();
  }
}
