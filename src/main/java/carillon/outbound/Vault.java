package carillon.outbound;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what must be kept but read by nobody else: AES-256-GCM under the server's key. Thread-safe.
 */
@ApplicationScoped
public class Vault {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  @Inject Settings settings;
  @Inject KeyFile file;
  private byte[] key;

  Vault() {}

  /** With a given key of 32 bytes, for tests. */
  public Vault(byte[] key) {
    this.key = key.clone();
  }

  /** Seals a text; the result is itself printable text. */
  public String seal(String clear) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, clear.getBytes(StandardCharsets.UTF_8));
    byte[] all = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    return Base64.getEncoder().encodeToString(all);
  }

  /**
   * What was sealed.
   *
   * @throws IllegalStateException when it was sealed with another key, or changed since
   */
  public String open(String sealed) {
    ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
    byte[] nonce = new byte[NONCE_BYTES];
    all.get(nonce);
    byte[] rest = new byte[all.remaining()];
    all.get(rest);
    return new String(crypt(Cipher.DECRYPT_MODE, nonce, rest), StandardCharsets.UTF_8);
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      SecretKeySpec secret = new SecretKeySpec(key(), "AES");
      cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException other) {
      throw new IllegalStateException(
          "A secret cannot be read: all nodes need the same carillon.secrets.key", other);
    }
  }

  private synchronized byte[] key() {
    if (key == null) {
      byte[] given = settings.get(SettingsTable.SECRETS_KEY);
      key = given.length > 0 ? given : file.key();
    }
    return key;
  }
}
