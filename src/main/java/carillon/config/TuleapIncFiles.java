package carillon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of Tuleap's {@code redis.inc} and {@code local.inc}: lines {@code $key = 'value';}.
 * Whatever else such a PHP file has is passed over. The later of two files, or lines, wins.
 * Immutable.
 */
final class TuleapIncFiles {
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "^\\s*\\$(?<key>\\w+)\\s*=\\s*"
              + "(?:'(?<single>(?:[^'\\\\]|\\\\.)*)'|\"(?<double>(?:[^\"\\\\$]|\\\\.)*)\"|(?<bare>\\w+))\\s*;",
          Pattern.MULTILINE);

  private final Map<String, String> values;

  private TuleapIncFiles(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * @param paths of the files, comma-separated
   * @throws IllegalArgumentException when one cannot be read
   */
  static TuleapIncFiles read(String paths) {
    Map<String, String> values = new HashMap<>();
    for (String path : Parsers.list(paths)) {
      Matcher line = ASSIGNMENT.matcher(text(path));
      while (line.find()) {
        values.put(line.group("key"), value(line));
      }
    }
    return new TuleapIncFiles(values);
  }

  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  private static String value(Matcher line) {
    if (line.group("bare") != null) {
      return line.group("bare");
    }
    String quoted = line.group("single") != null ? line.group("single") : line.group("double");
    return Pattern.compile("\\\\([\\\\'\"$])")
        .matcher(quoted)
        .replaceAll((MatchResult escaped) -> Matcher.quoteReplacement(escaped.group(1)));
  }

  private static String text(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(path, unreadable);
    }
  }
}
