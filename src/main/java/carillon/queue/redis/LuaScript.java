package carillon.queue.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The transitions, each one atomic Lua script, called by the SHA-1 of its text. */
public enum LuaScript {
  FETCH(Part.COMMON),
  FINISH(Part.COMMON),
  ENQUEUE,
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

  /**
   * What is put before a script is run with it each time, so the busiest have only what they need.
   */
  private static final class Part {
    static final String COMMON = resource("common");
    static final String LIVES = resource("lives");
  }

  LuaScript() {
    this(Part.COMMON + Part.LIVES);
  }

  LuaScript(String before) {
    text = (before + resource(name().toLowerCase(Locale.ROOT))).getBytes(StandardCharsets.UTF_8);
    sha = sha1(text);
  }

  byte[] text() {
    return text.clone();
  }

  String sha() {
    return sha;
  }

  private static String resource(String name) {
    try (InputStream in = LuaScript.class.getResourceAsStream(name + ".lua")) {
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
