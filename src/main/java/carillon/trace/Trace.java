package carillon.trace;

import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * The {@code traceparent} (W3C Trace Context, 3.2) of what this thread works on. It is kept in the
 * MDC, so that each log line can show it, and nowhere else; the empty text is none. Thread-safe.
 */
public final class Trace {
  /** The header, and the key in the MDC. */
  public static final String NAME = "traceparent";

  private static final Pattern VALID =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private Trace() {}

  /** The header's text, or none when it is missing or not valid: it is never passed on then. */
  public static String of(String header) {
    return header != null && VALID.matcher(header).matches() ? header : "";
  }

  /** The one of this thread. */
  public static String present() {
    String present = MDC.get(NAME);
    return present == null ? "" : present;
  }

  /**
   * Makes it this thread's.
   *
   * @return what was this thread's before, to be put back
   */
  public static String swap(String next) {
    String before = present();
    if (next.isEmpty()) {
      MDC.remove(NAME);
    } else {
      MDC.put(NAME, next);
    }
    return before;
  }
}
