package carillon.tracker.api;

import carillon.http.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** Reads values as the tracker keeps them. */
final class StoredValues {
  private StoredValues() {}

  /** The value, null when empty. */
  static JsonNode read(String content) {
    try {
      return content == null ? null : Json.MAPPER.readTree(content);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("A stored value is not JSON", broken);
    }
  }
}
