package carillon.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The transitions, each one atomic Lua script, called by the SHA-1 of its text. */
enum Script {
  ENQUEUE,
  FETCH,
  FINISH,
  SETTLE,
  PROMOTE,
  EXPIRE,
  CANCEL,
  RECLAIM,
  OVERDUE,
  SURVEY,
  NODES,
  STATUS,
  NOTE,
  LIST,
  DEAD,
  FIND;

  private final byte[] text;
  private final String sha;

  Script() {
    String own = resource(name().toLowerCase(Locale.ROOT));
    text = (resource("common") + own).getBytes(StandardCharsets.UTF_8);
    sha = sha1(text);
  }

  byte[] text() {
    return text.clone();
  }

  String sha() {
    return sha;
  }

  private static String resource(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String sha1(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
