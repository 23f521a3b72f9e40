package carillon.http;

import carillon.problem.ExpectedVersion;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the header {@code If-Match} (RFC 9110, 13.1.1). */
public final class IfMatch {
  private static final Pattern TAG = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

  private IfMatch() {}

  /**
   * The versions that the header names. Weak and foreign tags match none.
   *
   * @param header null when there is none: any version will do
   */
  public static ExpectedVersion of(String header) {
    if (header == null || header.trim().equals("*")) {
      return ExpectedVersion.ANY;
    }
    return new ExpectedVersion(
        Arrays.stream(header.split(","))
            .map(tag -> TAG.matcher(tag.trim()))
            .filter(Matcher::matches)
            .map(tag -> Long.valueOf(tag.group(1)))
            .collect(Collectors.toSet()));
  }
}
