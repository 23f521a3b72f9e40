package carillon.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page ended: opaque to clients, an id inside. */
final class Cursor {
  private static final String PREFIX = "id:";

  private Cursor() {}

  static String encode(long id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((PREFIX + id).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * @throws IllegalArgumentException when no page ever ended there
   */
  static long decode(String text) {
    String clear = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
    if (!clear.matches(PREFIX + "\\d{1,18}")) {
      throw new IllegalArgumentException(text);
    }
    return Long.parseLong(clear.substring(PREFIX.length()));
  }
}
