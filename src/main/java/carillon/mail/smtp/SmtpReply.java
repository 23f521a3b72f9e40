package carillon.mail.smtp;

import carillon.text.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a relay answered to one command.
 *
 * @param code the reply code of RFC 5321, -1 when there was no answer or one that is none
 * @param enhanced the enhanced status code of RFC 3463 such as {@code 5.1.1}, empty when not given
 * @param text the whole answer on one line, at most 500 characters
 */
public record SmtpReply(int code, String enhanced, String text) {
  private static final int LONGEST = 500;
  private static final Pattern ENHANCED =
      Pattern.compile("(?m)^[245][0-9]{2}[ -]#?([245]\\.[0-9]{1,3}\\.[0-9]{1,3})\\b");

  /** The answer as it came, lines and all. */
  public static SmtpReply of(int code, String answer) {
    String lines = answer == null ? "" : answer;
    Matcher matcher = ENHANCED.matcher(lines);
    String enhanced = matcher.find() ? matcher.group(1) : "";
    return new SmtpReply(code, enhanced, Printable.line(lines, LONGEST));
  }

  boolean refusal() {
    return temporary() || permanent();
  }

  boolean temporary() {
    return code >= 400 && code < 500;
  }

  boolean permanent() {
    return code >= 500 && code < 600;
  }

  boolean positive() {
    return code >= 200 && code < 300;
  }
}
