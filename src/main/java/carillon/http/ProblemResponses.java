package carillon.http;

import carillon.problem.Problem;
import carillon.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.persistence.OptimisticLockException;
import jakarta.resource.ResourceException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to a request that threw something: never a stack trace, never another system's words.
 */
public final class ProblemResponses {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);

  /**
   * Seconds after which a retry may succeed, by status. The write rate is counted by the second.
   */
  private static final Map<Integer, Integer> RETRY_AFTER = Map.of(429, 1, 503, 2);

  private ProblemResponses() {}

  static Response to(Throwable thrown) {
    if (thrown instanceof WebApplicationException web
        && !causedBy(web, JsonProcessingException.class)
        && !causedBy(web, ProblemException.class)) {
      return keepingHeaders(web);
    }
    return answer(problem(thrown));
  }

  public static Response answer(Problem problem) {
    Response.ResponseBuilder builder =
        Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    return builder.header(HttpHeaders.RETRY_AFTER, retryAfter(problem).orElse(null)).build();
  }

  /** The seconds after which a retry may succeed, where one may. */
  public static Optional<Integer> retryAfter(Problem problem) {
    return Optional.ofNullable(RETRY_AFTER.get(problem.status()));
  }

  /** For servlets and their filters, which answer without JAX-RS. */
  public static void write(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.getOutputStream().write(json(problem));
  }

  /** For whoever answers even without a servlet. */
  public static byte[] json(Problem problem) {
    try {
      return Json.MAPPER.writeValueAsBytes(problem);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What a client is told about an exception; an unexpected one is logged. */
  public static Problem problem(Throwable thrown) {
    // Parsers wrap what was thrown within them.
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException refused) {
        return refused.problem();
      }
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      Optional<Problem> known = known(cause);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return unexpected(thrown);
  }

  private static Optional<Problem> known(Throwable cause) {
    if (cause instanceof ConstraintViolationException violations) {
      return Optional.of(RequestProblems.of(violations));
    } else if (cause instanceof JsonProcessingException json) {
      return Optional.of(RequestProblems.of(json));
    } else if (cause instanceof OptimisticLockException) {
      return Optional.of(Problem.of(409, "It was changed at the same time; retry"));
    } else if (cause instanceof SQLException sql) {
      return DatabaseProblems.of(sql);
    } else if (cause instanceof ResourceException) {
      // The pool has no connection to give.
      return Optional.of(Problem.of(503, "The database is unavailable"));
    }
    return Optional.empty();
  }

  private static Problem unexpected(Throwable thrown) {
    String instance = "urn:uuid:" + UUID.randomUUID();
    LOG.error("A request failed unexpectedly, {}", instance, thrown);
    String detail = "An unexpected error, logged as " + instance;
    Problem plain = Problem.of(500, detail);
    return new Problem(plain.type(), plain.title(), 500, detail, instance, plain.errors());
  }

  /** JAX-RS' own refusals keep what they say in headers, such as Allow of a 405. */
  private static Response keepingHeaders(WebApplicationException web) {
    Response own = web.getResponse();
    if (own.getStatus() < 400 || own.getEntity() instanceof Problem) {
      return own;
    }
    Response.ResponseBuilder builder = Response.status(own.getStatus());
    own.getHeaders()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    Problem problem = Problem.of(own.getStatus(), StatusDetails.detail(own.getStatus()));
    return builder.type(Problem.MEDIA_TYPE).entity(problem).build();
  }

  private static boolean causedBy(Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
