package carillon.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * A symmetric secret as Standard Webhooks writes it: {@code whsec_} and 24 to 64 bytes in Base64.
 *
 * @param text the whole
 */
record Secret(String text) {
  private static final String PREFIX = "whsec_";
  private static final int GENERATED_BYTES = 32;
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  Secret {
    int length = text.startsWith(PREFIX) ? bytes(text).length : 0;
    if (length < LEAST_BYTES || length > MOST_BYTES) {
      throw new IllegalArgumentException("must be whsec_ and 24 to 64 bytes in Base64");
    }
  }

  static Secret generated(SecureRandom random) {
    byte[] bytes = new byte[GENERATED_BYTES];
    random.nextBytes(bytes);
    return new Secret(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  byte[] bytes() {
    return bytes(text);
  }

  @Override
  public String toString() {
    return PREFIX + "***";
  }

  private static byte[] bytes(String text) {
    return Base64.getDecoder().decode(text.substring(PREFIX.length()));
  }
}
