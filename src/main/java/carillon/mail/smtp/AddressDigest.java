package carillon.mail.smtp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Names an address where the address itself must not stand, such as in a Message-ID. */
public final class AddressDigest {
  private static final int BYTES = 6;

  private AddressDigest() {}

  /** The first 12 hex digits of the SHA-256 of the lower-case address; it never changes. */
  public static String of(String address) {
    byte[] lowerCase = address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256(lowerCase), 0, BYTES);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
