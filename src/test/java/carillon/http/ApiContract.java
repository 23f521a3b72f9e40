package carillon.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds every answer that a test gets against the OpenAPI document: the status is one that the
 * operation says, so is the media type, and the body has no property that its schema does not name
 * and no value that it does not allow. Thread-safe.
 */
public final class ApiContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ApiContract BUILT = new ApiContract(read("target/openapi/openapi.json"));
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /** How a page of the server itself begins. */
  private static final String PAGE = "<html><head><title>Error</title></head><body>";

  private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
  private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();
  private final JsonNode document;

  private ApiContract(JsonNode document) {
    this.document = document;
    document.at("/components/schemas").forEach(ApiContract::close);
  }

  /**
   * Passes the answer on when it is as the document says; answers of other paths too.
   *
   * @throws AssertionError when it is not
   */
  public static HttpResponse<String> checked(HttpResponse<String> answer) {
    BUILT.check(answer.request().method(), answer.uri(), answer);
    return answer;
  }

  private void check(String method, URI uri, HttpResponse<String> answer) {
    String path = uri.getRawPath().replaceFirst("^/carillon", "");
    JsonNode operation = path.startsWith("/api/v1/") ? operation(method, path) : null;
    if (operation == null || ofTheServer(answer)) {
      return;
    }
    String what = method + " " + path + " answers " + answer.statusCode();
    expect(
        answer.statusCode() != 503 || answer.headers().firstValue("Retry-After").isPresent(),
        what + " without Retry-After");
    JsonNode said = resolved(operation.path("responses").path("" + answer.statusCode()));
    expect(!said.isMissingNode(), what + ", which is not documented: " + answer.body());
    if (answer.body().isEmpty()) {
      expect(!said.has("content"), what + " with nothing, documented with a body");
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonNode content = said.path("content").path(type);
    expect(!content.isMissingNode(), what + " as '" + type + "', which is not documented");
    Set<?> wrong = deviations(content.path("schema"), body(answer));
    expect(wrong.isEmpty(), what + ", not as documented: " + wrong);
  }

  /** While the application is not deployed, or the server suspended, nobody else can answer. */
  private static boolean ofTheServer(HttpResponse<String> answer) {
    return answer.statusCode() == 404 && answer.body().startsWith(PAGE)
        || answer.statusCode() == 503
            && (answer.body().isEmpty() || answer.body().startsWith(PAGE));
  }

  /** What of a JSON value is not as a schema of the document says, one line for each. */
  static List<String> deviations(String name, JsonNode schema, JsonNode value) {
    return BUILT.deviations(schema, value).stream().map(wrong -> name + ": " + wrong).toList();
  }

  private Set<ValidationMessage> deviations(JsonNode schema, JsonNode value) {
    return schemas.computeIfAbsent(schema, this::compiled).validate(value);
  }

  /** Null for what nobody documents: other tests look after that. Words go before parameters. */
  private JsonNode operation(String method, String path) {
    String lower = method.toLowerCase(Locale.ROOT);
    return document.get("paths").properties().stream()
        .filter(one -> path.matches(one.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
        .filter(one -> METHODS.contains(lower) && one.getValue().has(lower))
        .min(Comparator.comparing(one -> one.getKey().chars().filter(c -> c == '{').count()))
        .map(one -> one.getValue().get(lower))
        .orElse(null);
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** With the document's components beside it, which its references name. */
  private JsonSchema compiled(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.get("components"));
    return factory.getSchema(whole);
  }

  /** The document names every property that there is. */
  private static void close(JsonNode schema) {
    if (schema.has("properties") && !schema.has("additionalProperties")) {
      ((ObjectNode) schema).put("additionalProperties", false);
    }
  }

  private static JsonNode body(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException noJson) {
      throw new AssertionError(answer.uri() + " answers no JSON: " + answer.body(), noJson);
    }
  }

  private static JsonNode read(String file) {
    try {
      return JSON.readTree(new File(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void expect(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
