package carillon.systemcheck;

import carillon.config.Redaction;

/**
 * One thing that is wrong, as one line of the system event's log.
 *
 * @param text what is wrong and what to do about it; one line, no secrets; addresses of people are
 *     cut out
 */
public record Finding(Severity severity, String text) {

  /** How bad it is; the worst finding gives the system event its status. */
  public enum Severity {
    WARNING,
    ERROR
  }

  public Finding {
    text = Redaction.withoutAddresses(text).replaceAll("\\s*[\\r\\n]+\\s*", " ").trim();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("A finding must say what to do");
    }
  }

  /** It works, but not as it should. */
  public static Finding warning(String text) {
    return new Finding(Severity.WARNING, text);
  }

  /** It does not work, or work will be lost. */
  public static Finding error(String text) {
    return new Finding(Severity.ERROR, text);
  }
}
