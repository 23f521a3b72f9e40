package carillon.http.openapi;

import carillon.http.Json;
import carillon.http.idempotency.IdempotencyFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Puts an example to each body and parameter of the document, at build: {@code examples.json} has
 * one for each schema that is the whole of a body, or an item of its list.
 */
final class OpenApiExampleFilter {
  private static final String PAGE = "Page";
  private static final Map<String, Object> PARAMETERS =
      Map.ofEntries(
          Map.entry("id", 34),
          Map.entry("projectId", 101),
          Map.entry("trackerId", 1),
          Map.entry("delivery", 11),
          Map.entry("username", "bob"),
          Map.entry("address", "gone@example.org"),
          Map.entry("limit", 50),
          Map.entry("cursor", "aWQ6MzQ"),
          Map.entry("eventName", "example.greeting"),
          Map.entry("error", "java.io.IOException"),
          Map.entry("from", "2026-01-31T00:00:00Z"),
          Map.entry("to", "2026-02-01T00:00:00Z"),
          Map.entry("If-Match", "\"7\""),
          Map.entry(IdempotencyFilter.HEADER, "6f1c5c1e-0b5e-4c55-9f0e-1d6d5a6c2a10"));

  private final Map<?, ?> bySchema;

  OpenApiExampleFilter() {
    try (InputStream json = OpenApiExampleFilter.class.getResourceAsStream("examples.json")) {
      bySchema = Json.MAPPER.readValue(json, Map.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  void add(OpenAPI document) {
    add(document.getComponents().getResponses().get("BadRequest").getContent());
    document
        .getPaths()
        .getPathItems()
        .values()
        .forEach(
            item -> {
              add(item.getParameters());
              item.getOperations().values().forEach(this::add);
            });
  }

  private void add(Operation operation) {
    add(operation.getParameters());
    if (operation.getRequestBody() != null) {
      add(operation.getRequestBody().getContent());
    }
    operation
        .getResponses()
        .getAPIResponses()
        .forEach((status, response) -> addToGood(status, response.getContent()));
  }

  /** Of what goes wrong, one for all is enough. */
  private void addToGood(String status, Content content) {
    if (status.startsWith("2")) {
      add(content);
    }
  }

  private static void add(List<Parameter> parameters) {
    if (parameters != null) {
      parameters.forEach(parameter -> parameter.setExample(PARAMETERS.get(parameter.getName())));
    }
  }

  private void add(Content content) {
    if (content != null) {
      content.getMediaTypes().values().forEach(this::add);
    }
  }

  private void add(MediaType body) {
    if (body.getExample() == null && body.getSchema() != null) {
      body.setExample(of(body.getSchema()));
    }
  }

  private Object of(Schema schema) {
    if (schema.getItems() != null) {
      return List.of(of(schema.getItems()));
    }
    String name = String.valueOf(schema.getRef()).replaceFirst(".*/", "");
    return name.startsWith(PAGE) ? page(name.substring(PAGE.length())) : known(name);
  }

  /** In one order, because Map.of has another in each build. */
  private Object page(String item) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("items", List.of(known(item)));
    page.put("next", PARAMETERS.get("cursor"));
    return page;
  }

  private Object known(String schema) {
    Object example = bySchema.get(schema);
    if (example == null) {
      throw new IllegalStateException("examples.json has none of " + schema);
    }
    return example;
  }
}
