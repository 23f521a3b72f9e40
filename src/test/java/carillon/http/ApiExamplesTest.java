package carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every operation of the document shows how it is called and what it answers. */
class ApiExamplesTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private final JsonNode document = ApiDocumentTest.read().root();

  @Test
  void everyBodyHasAnExampleThatIsAsItsSchemaSays() {
    List<String> wrong = new ArrayList<>();
    bodies()
        .forEach(
            (where, body) -> {
              if (!body.has("example")) {
                wrong.add(where + " has no example");
              }
              wrong.addAll(ApiContract.deviations(where, body.path("schema"), body.get("example")));
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyOperationHasAnExample() {
    List<String> without = new ArrayList<>();
    operations()
        .forEach(
            (name, operation) -> {
              if (!operation.toString().contains("\"example\":")) {
                without.add(name);
              }
            });
    assertThat(without).isEmpty();
  }

  @Test
  void everyExampleIsShown() throws IOException {
    Set<String> shown = new TreeSet<>();
    document.findValues("$ref").forEach(ref -> shown.add(ref.asText().replaceFirst(".*/", "")));
    shown.addAll(shown.stream().map(name -> name.replaceFirst("^Page", "")).toList());
    JsonNode examples =
        new ObjectMapper()
            .readTree(new File("src/main/resources/carillon/http/openapi/examples.json"));
    assertThat(shown).containsAll(() -> examples.fieldNames());
  }

  /** Of requests, and of what is answered when all goes well. */
  private Map<String, JsonNode> bodies() {
    Map<String, JsonNode> bodies = new TreeMap<>();
    operations()
        .forEach(
            (name, operation) -> {
              add(name + " request", operation.path("requestBody"), bodies);
              operation
                  .get("responses")
                  .properties()
                  .forEach(
                      one -> {
                        if (one.getKey().startsWith("2")) {
                          add(name + " " + one.getKey(), one.getValue(), bodies);
                        }
                      });
            });
    return bodies;
  }

  private static void add(String where, JsonNode said, Map<String, JsonNode> bodies) {
    said.path("content")
        .properties()
        .forEach(one -> bodies.put(where + " " + one.getKey(), one.getValue()));
  }

  private Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        one -> {
                          if (METHODS.contains(one.getKey())) {
                            operations.put(one.getKey() + " " + path.getKey(), one.getValue());
                          }
                        }));
    return operations;
  }
}
