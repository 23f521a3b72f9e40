package carillon.notification.subscription;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Links as tokens for addresses: sealed by AES-GCM, so that nobody reads, changes or makes one. A
 * token is the key's id, a random nonce and the sealed text, in Base64 for URLs. Thread-safe.
 */
@ApplicationScoped
public class Tokens {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int PREFIX_BYTES = Integer.BYTES + NONCE_BYTES;

  private final SecureRandom random = new SecureRandom();

  private final TokenKeys keys;

  @Inject
  public Tokens(TokenKeys keys) {
    this.keys = keys;
  }

  /** For the container's proxy. */
  Tokens() {
    this(null);
  }

  public String seal(MailLink link) {
    TokenKeys.Key key = keys.current();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, key, nonce)
              .doFinal(link.text().getBytes(StandardCharsets.UTF_8));
      ByteBuffer token = ByteBuffer.allocate(PREFIX_BYTES + sealed.length);
      token.putInt(key.id()).put(nonce).put(sealed);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has AES-GCM", impossible);
    }
  }

  /** What the token says; empty when it is none of ours. */
  public Optional<MailLink> open(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (bytes.length < PREFIX_BYTES + TAG_BITS / Byte.SIZE) {
      return Optional.empty();
    }
    return keys.withId(ByteBuffer.wrap(bytes).getInt()).flatMap(key -> open(key, bytes));
  }

  private static Optional<MailLink> open(TokenKeys.Key key, byte[] token) {
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer.wrap(token).position(Integer.BYTES).get(nonce);
    try {
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, key, nonce)
              .doFinal(token, PREFIX_BYTES, token.length - PREFIX_BYTES);
      return Optional.of(MailLink.of(new String(text, StandardCharsets.UTF_8)));
    } catch (AEADBadTagException forged) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has AES-GCM", impossible);
    }
  }

  private static Cipher cipher(int mode, TokenKeys.Key key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
