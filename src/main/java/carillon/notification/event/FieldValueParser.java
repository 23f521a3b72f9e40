package carillon.notification.event;

import carillon.http.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads a field's stored value: a JSON string, number or array of strings; null is empty. */
final class FieldValueParser {
  private FieldValueParser() {}

  /** Its words: none when empty, one for a single value, each entry of a list. */
  static List<String> words(String content) {
    if (content == null) {
      return List.of();
    }
    try {
      JsonNode json = Json.MAPPER.readTree(content);
      List<String> words = new ArrayList<>();
      if (json.isArray()) {
        json.forEach(entry -> words.add(entry.asText()));
      } else if (!json.isNull()) {
        words.add(json.asText());
      }
      return words;
    } catch (JsonProcessingException notOurs) {
      throw new IllegalStateException("A field's content is JSON", notOurs);
    }
  }
}
