package carillon.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Whatever a resource throws becomes problem+json. The special ones exist only because the server
 * has mappers of its own for these classes, and the most special mapper wins.
 */
public final class ProblemMappers {
  private ProblemMappers() {}

  @Provider
  public static class OfException implements ExceptionMapper<Exception> {
    @Override
    public Response toResponse(Exception exception) {
      return ProblemResponses.to(exception);
    }
  }

  @Provider
  public static class OfParsing implements ExceptionMapper<JsonParseException> {
    @Override
    public Response toResponse(JsonParseException exception) {
      return ProblemResponses.to(exception);
    }
  }

  @Provider
  public static class OfMapping implements ExceptionMapper<JsonMappingException> {
    @Override
    public Response toResponse(JsonMappingException exception) {
      return ProblemResponses.to(exception);
    }
  }

  /** Such as what is nested too deeply. */
  @Provider
  public static class OfProcessing implements ExceptionMapper<JsonProcessingException> {
    @Override
    public Response toResponse(JsonProcessingException exception) {
      return ProblemResponses.to(exception);
    }
  }

  @Provider
  public static class OfUnknownProperty implements ExceptionMapper<UnrecognizedPropertyException> {
    @Override
    public Response toResponse(UnrecognizedPropertyException exception) {
      return ProblemResponses.to(exception);
    }
  }

  @Provider
  public static class OfConstraints implements ExceptionMapper<ConstraintViolationException> {
    @Override
    public Response toResponse(ConstraintViolationException exception) {
      return ProblemResponses.to(exception);
    }
  }

  @Provider
  public static class OfValidation implements ExceptionMapper<ValidationException> {
    @Override
    public Response toResponse(ValidationException exception) {
      return ProblemResponses.to(exception);
    }
  }
}
