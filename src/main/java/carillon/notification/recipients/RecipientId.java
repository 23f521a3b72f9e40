package carillon.notification.recipients;

import carillon.mail.smtp.AddressDigest;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Names one recipient: {@code u} and the user's id, or, for an address without account, {@code x}
 * and the first 12 hex digits of the SHA-256 of the lower-case address. Part of the Message-ID, so
 * it never changes.
 */
public record RecipientId(String text) {
  private static final Pattern FORM = Pattern.compile("u[0-9]+|x[0-9a-f]{12}");

  public RecipientId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("Not a recipient: " + text);
    }
  }

  public static RecipientId ofUser(long userId) {
    return new RecipientId("u" + userId);
  }

  public static RecipientId ofAddress(String address) {
    return new RecipientId("x" + AddressDigest.of(address));
  }

  /** Empty for an address without account. */
  public OptionalLong userId() {
    return text.startsWith("u")
        ? OptionalLong.of(Long.parseLong(text.substring(1)))
        : OptionalLong.empty();
  }
}
