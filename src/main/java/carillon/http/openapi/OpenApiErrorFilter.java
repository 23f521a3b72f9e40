package carillon.http.openapi;

import carillon.http.CarillonApplication;
import carillon.http.idempotency.IdempotencyFilter;
import carillon.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Completes the OpenAPI document when it is generated, at build: says at each operation the errors
 * that all of its kind can answer, refuses one that names no roles, and adds examples. What an
 * operation says itself stays.
 */
public class OpenApiErrorFilter implements OASFilter {
  private static final String SCHEME = "basic";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    SecurityScheme scheme = document.getComponents().getSecuritySchemes().get(SCHEME);
    scheme.setType(SecurityScheme.Type.HTTP);
    scheme.setScheme("basic");
    document.getPaths().getPathItems().forEach(OpenApiErrorFilter::complete);
    new OpenApiExampleFilter().add(document);
  }

  private static void complete(String path, PathItem item) {
    item.getOperations()
        .forEach((method, operation) -> complete(method + " " + path, item, operation));
  }

  private static void complete(String path, PathItem item, Operation operation) {
    checkRoles(path, operation);
    operation.getResponses().getAPIResponses().forEach(OpenApiErrorFilter::describe);
    add(operation, "401", "Unauthorized");
    add(operation, "403", "Forbidden");
    add(operation, "503", "Unavailable");
    add(operation, "406", "NotAcceptable");
    if (path.startsWith("GET ") && path.contains("{")) {
      add(operation, "304", "NotModified");
    }
    if (path.contains("{")) {
      add(operation, "404", "NotFound");
      // What is no text, such as %ff.
      add(operation, "400", "BadRequest");
    }
    if (operation.getRequestBody() != null || takesParameters(item, operation)) {
      add(operation, "400", "BadRequest");
    }
    if (operation.getRequestBody() != null) {
      add(operation, "408", "TooSlow");
      add(operation, "413", "TooLong");
      add(operation, "415", "NotJson");
    }
    if (!path.startsWith("GET ")) {
      add(operation, "429", "TooMany");
    }
    if (path.startsWith("POST ")) {
      operation.addParameter(idempotencyKey());
      add(operation, "409", "Conflict");
    }
    if (takesHeader(item, operation, "If-Match")) {
      add(operation, "412", "PreconditionFailed");
    }
  }

  /** Whatever goes wrong is a problem, in whatever words it is announced. */
  private static void describe(String status, APIResponse response) {
    if (status.compareTo("400") >= 0 && !isSaid(response)) {
      Schema problem = OASFactory.createSchema().ref("#/components/schemas/Problem");
      response.setContent(
          OASFactory.createContent()
              .addMediaType(Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(problem)));
    }
  }

  private static Parameter idempotencyKey() {
    return OASFactory.createParameter()
        .name(IdempotencyFilter.HEADER)
        .in(Parameter.In.HEADER)
        .description(
            "A repeated request with the same key and body gets the first response, for 24 hours")
        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING).maxLength(255));
  }

  /** Every operation is for someone: one without roles would be for nobody, or for all. */
  private static void checkRoles(String path, Operation operation) {
    if (Optional.ofNullable(operation.getSecurity()).orElse(List.of()).stream()
        .allMatch(needed -> needed.getScheme(SCHEME).isEmpty())) {
      throw new IllegalStateException(path + " has no @RolesAllowed");
    }
  }

  private static boolean takesParameters(PathItem item, Operation operation) {
    return parameters(item, operation).stream()
        .anyMatch(parameter -> parameter.getIn() == Parameter.In.QUERY);
  }

  private static boolean takesHeader(PathItem item, Operation operation, String name) {
    return parameters(item, operation).stream()
        .anyMatch(
            parameter ->
                parameter.getIn() == Parameter.In.HEADER && name.equals(parameter.getName()));
  }

  private static List<Parameter> parameters(PathItem item, Operation operation) {
    List<Parameter> own = operation.getParameters() == null ? List.of() : operation.getParameters();
    List<Parameter> shared = item.getParameters() == null ? List.of() : item.getParameters();
    return Stream.concat(own.stream(), shared.stream()).toList();
  }

  /** Refers to one of the responses that {@link CarillonApplication} describes. */
  private static void add(Operation operation, String status, String name) {
    APIResponses responses = operation.getResponses();
    Map<String, APIResponse> said = responses.getAPIResponses();
    if (!isSaid(said == null ? null : said.get(status))) {
      responses.addAPIResponse(
          status, OASFactory.createAPIResponse().ref("#/components/responses/" + name));
    }
  }

  /** A response without a content is what the generator puts there by itself. */
  private static boolean isSaid(APIResponse response) {
    return response != null && (response.getRef() != null || response.getContent() != null);
  }
}
