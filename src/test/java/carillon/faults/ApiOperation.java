package carillon.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One operation of the OpenAPI document.
 *
 * @param parameters each with {@code name}, {@code in} and {@code schema}
 * @param bodies the schema of the body by content type
 */
record ApiOperation(
    String method, String path, List<JsonNode> parameters, Map<String, JsonNode> bodies) {

  /** All operations of the document, and the pages that are not in it. */
  static List<ApiOperation> all(JsonNode document) {
    List<ApiOperation> operations = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(of(method.getKey(), path.getKey(), method.getValue()))));
    for (String method : List.of("get", "post")) {
      for (String page : List.of("/unsubscribe/{token}", "/ready", "/metrics", "/openapi.yaml")) {
        operations.add(of(method, page, JsonNodeFactory.instance.objectNode()));
      }
    }
    return operations;
  }

  private static ApiOperation of(String method, String path, JsonNode operation) {
    List<JsonNode> parameters = new ArrayList<>();
    operation.path("parameters").forEach(parameters::add);
    Map<String, JsonNode> bodies = new java.util.TreeMap<>();
    operation
        .at("/requestBody/content")
        .properties()
        .forEach(type -> bodies.put(type.getKey(), type.getValue().path("schema")));
    return new ApiOperation(method.toUpperCase(java.util.Locale.ROOT), path, parameters, bodies);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
