package carillon.http;

import carillon.problem.Bounds;
import carillon.problem.FieldError;
import carillon.problem.Problem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Requests that cannot be read or break a constraint: each bad field by its path in the body. */
final class RequestProblems {
  private static final String BODY = "body";

  private RequestProblems() {}

  static Problem of(ConstraintViolationException violations) {
    List<FieldError> errors =
        violations.getConstraintViolations().stream()
            .map(v -> new FieldError(path(v), v.getMessage()))
            .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::detail))
            .toList();
    return Problem.invalid(errors);
  }

  static Problem of(JsonProcessingException unreadable) {
    if (unreadable instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      FieldError error = new FieldError(path(mapping.getPath()), detail(mapping));
      return Problem.invalid(List.of(error));
    }
    FieldError error = new FieldError(BODY, why(unreadable));
    return Problem.of(400, "The body is not valid JSON for this request", List.of(error));
  }

  /** A mapping error would name Java classes, a parse error names what was read. */
  private static String why(JsonProcessingException unreadable) {
    return unreadable instanceof JsonMappingException mapping
        ? detail(mapping)
        : unreadable.getOriginalMessage().replaceAll(", from `[^`]*`", "");
  }

  private static String detail(JsonMappingException mapping) {
    if (mapping instanceof UnrecognizedPropertyException unknown) {
      List<String> known =
          unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
      return "is unknown; known fields: " + Bounds.names(known);
    }
    if (mapping instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
      return "'" + format.getValue() + "' is not allowed; allowed: " + allowed(format);
    }
    if (mapping instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "must be " + JsonTypeNames.of(mismatch.getTargetType());
    }
    return mapping.getCause() instanceof JsonProcessingException parsing
        ? why(parsing)
        : "cannot be read";
  }

  private static String allowed(InvalidFormatException format) {
    return Arrays.stream(format.getTargetType().getEnumConstants())
        .map(constant -> Json.MAPPER.convertValue(constant, String.class))
        .collect(Collectors.joining(", "));
  }

  private static String path(List<JsonMappingException.Reference> references) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : references) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }

  /** The path within the body; a parameter that is bad as a whole has its own name. */
  private static String path(ConstraintViolation<?> violation) {
    StringBuilder path = new StringBuilder();
    String parameter = BODY;
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.PARAMETER) {
        parameter = node.getName();
      } else if (node.getKind() != ElementKind.METHOD) {
        append(path, node);
      }
    }
    return path.isEmpty() ? parameter : path.toString();
  }

  private static void append(StringBuilder path, Path.Node node) {
    if (node.getIndex() != null) {
      path.append('[').append(node.getIndex()).append(']');
    } else if (node.getKey() != null) {
      path.append('.').append(node.getKey());
    }
    if (node.getKind() != ElementKind.CONTAINER_ELEMENT) {
      path.append(path.isEmpty() ? "" : ".").append(node.getName());
    }
  }
}
