package carillon.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The OpenAPI document as the tests read it. */
public record ApiDocument(JsonNode root) {

  /**
   * One operation of the document.
   *
   * @param roles which may call it
   * @param statuses the answers it says it gives
   */
  public record Operation(
      String method, String path, boolean body, Set<String> roles, Set<String> statuses) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  public List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    root.get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        one -> {
                          if (one.getValue().has("responses")) {
                            all.add(operation(one.getKey(), path.getKey(), one.getValue()));
                          }
                        }));
    return all;
  }

  private static Operation operation(String method, String path, JsonNode said) {
    Set<String> roles = new TreeSet<>();
    said.path("security")
        .forEach(needed -> needed.path("basic").forEach(role -> roles.add(role.asText())));
    Set<String> statuses = new TreeSet<>();
    said.path("responses").fieldNames().forEachRemaining(statuses::add);
    return new Operation(
        method.toUpperCase(java.util.Locale.ROOT), path, said.has("requestBody"), roles, statuses);
  }
}
