package carillon.admin;

import carillon.http.Json;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Text that should be JSON and may not be, because somebody wrote it by hand. */
final class JsonText {
  private JsonText() {}

  /** The text itself when it is JSON, else the text as a JSON string. */
  static String orQuoted(String text) {
    if (text == null) {
      return null;
    }
    try {
      Json.MAPPER.readTree(text);
      return text.isBlank() ? quoted(text) : text;
    } catch (JsonProcessingException noJson) {
      return quoted(text);
    }
  }

  private static String quoted(String text) {
    return Json.MAPPER.getNodeFactory().textNode(text).toString();
  }
}
