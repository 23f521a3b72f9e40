package carillon.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Generates requests from the OpenAPI document: valid ones, and ones mutated in some places. The
 * same seed generates the same requests. Not thread-safe.
 */
final class Fuzzer {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> CONTENT_TYPES =
      List.of(
          "text/plain",
          "application/xml",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "application/x-ndjson",
          "application/json; charset=utf-16",
          "application/json; charset=nonsense",
          "*/*",
          "garbage");
  private static final List<String> JUNK =
      List.of(
          "",
          " ",
          "{",
          "null",
          "[]",
          "1",
          "\"x\"",
          "[null]",
          "[[]]",
          "{\"a\":1,\"a\":2}",
          "{\"a\":1}\n{bad",
          "--x\r\nbad",
          "a=%zz&b",
          "\ufeff{}",
          "[".repeat(5_000),
          "{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000));

  private final List<ApiOperation> operations;
  private final JsonNode schemas;
  private final RandomGenerator random;

  Fuzzer(JsonNode document, RandomGenerator random) {
    // A stream never ends, and a paused queue would stop the tests that follow.
    this.operations =
        ApiOperation.all(document).stream()
            .filter(one -> !one.path().endsWith("/stream") && !one.path().endsWith("/pause"))
            .toList();
    this.schemas = document.at("/components/schemas");
    this.random = random;
  }

  /**
   * The next request; the caller adds the credentials.
   *
   * @param base address of the application
   */
  HttpRequest.Builder next(String base) {
    ApiOperation operation = operations.get(random.nextInt(operations.size()));
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + target(operation)));
    headers(operation, request);
    if (operation.bodies().isEmpty()) {
      String method = random.nextInt(20) == 0 ? "PUT" : operation.method();
      return request.method(method, seldom() ? publisher(junk()) : BodyPublishers.noBody());
    }
    List<String> types = List.copyOf(operation.bodies().keySet());
    String type = types.get(random.nextInt(types.size()));
    request.header("Content-Type", seldom() ? pick(CONTENT_TYPES) : type);
    return request.method(operation.method(), publisher(body(operation.bodies().get(type))));
  }

  private String target(ApiOperation operation) {
    String path = operation.path().replace("{token}", encoded(idOrText()));
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : operation.parameters()) {
      String name = parameter.get("name").asText();
      if (parameter.get("in").asText().equals("path")) {
        path = path.replace("{" + name + "}", encoded(idOrText()));
      } else if (parameter.get("in").asText().equals("query") && random.nextInt(3) > 0) {
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=');
        query.append(encoded(seldom() ? FuzzValues.text(random) : text(parameter.get("schema"))));
      }
    }
    return path + query;
  }

  private void headers(ApiOperation operation, HttpRequest.Builder request) {
    for (JsonNode parameter : operation.parameters()) {
      if (parameter.get("in").asText().equals("header") && random.nextInt(4) == 0) {
        String value = pick(List.of("*", "\"1\"", "W/\"x\"", "x".repeat(300), "\"", ",,", "key"));
        request.header(parameter.get("name").asText(), value);
      }
    }
    if (seldom()) {
      request.header("Accept", pick(List.of("text/html", "*/*;q=0", "garbage", "image/png")));
    }
  }

  private byte[] body(JsonNode schema) {
    if (seldom()) {
      return junk();
    }
    JsonNode sound = sound(schema, 0);
    JsonNode sent = random.nextInt(4) == 0 ? sound : FuzzValues.spoilt(sound, random);
    String text = sent.toString();
    if (random.nextInt(30) == 0) {
      return text.substring(0, random.nextInt(text.length() + 1)).getBytes(StandardCharsets.UTF_8);
    }
    return text.getBytes(
        random.nextInt(30) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
  }

  /** A value that fits the schema. */
  private JsonNode sound(JsonNode schema, int depth) {
    if (schema.has("$ref")) {
      String reference = schema.get("$ref").asText();
      return sound(schemas.path(reference.substring(reference.lastIndexOf('/') + 1)), depth);
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
    }
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? type.get(0).asText() : type.asText()) {
      case "object" -> object(schema, depth);
      case "array" ->
          depth > 4
              ? JSON.arrayNode()
              : JSON.arrayNode().add(sound(schema.path("items"), depth + 1));
      case "integer", "number" -> JSON.numberNode(random.nextInt(4));
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      default -> JSON.textNode(text(schema));
    };
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = JSON.objectNode();
    schema
        .path("properties")
        .properties()
        .forEach(property -> object.set(property.getKey(), sound(property.getValue(), depth + 1)));
    if (schema.has("additionalProperties")) {
      object.set("title", JSON.textNode("Title"));
    }
    return object;
  }

  private String text(JsonNode schema) {
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size())).asText();
    }
    return switch (schema.path("type").asText() + "/" + schema.path("format").asText()) {
      case "integer/int64", "integer/int32" -> Integer.toString(random.nextInt(5));
      case "string/date-time" -> "2026-01-01T00:00:00Z";
      default ->
          pick(
              List.of(
                  "fuzz" + random.nextInt(15),
                  "person@example.org",
                  "test.fuzz",
                  "PT1S",
                  "string",
                  "title",
                  "1",
                  "text",
                  "2026-01-01T00:00:00Z",
                  "http://127.0.0.1:1/"));
    };
  }

  private String idOrText() {
    return switch (random.nextInt(6)) {
      case 0 -> Long.toString(random.nextLong());
      case 1 -> FuzzValues.text(random);
      case 2 -> "fuzz" + random.nextInt(15);
      default -> Integer.toString(1 + random.nextInt(10));
    };
  }

  private boolean seldom() {
    return random.nextInt(12) == 0;
  }

  private byte[] junk() {
    byte[] bytes = pick(JUNK).getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(3) == 0) {
      bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
    }
    return bytes;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static HttpRequest.BodyPublisher publisher(byte[] body) {
    return BodyPublishers.ofByteArray(body);
  }

  /** WildFly itself refuses a path or query of more than 8 KiB. */
  private static String encoded(String text) {
    String shortened = text.substring(0, Math.min(500, text.length()));
    String encoded = URLEncoder.encode(shortened, StandardCharsets.UTF_8).replace("+", "%20");
    return encoded.isEmpty() ? "%20" : encoded;
  }
}
