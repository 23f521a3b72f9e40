package carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * README's table of settings says what the code does: every key, its default, whether it is live.
 */
class SettingsReadmeTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z_.-]+)`( †)? \\|(?: `([^`]*)`)? \\|.*$", Pattern.MULTILINE);

  private record Documented(String defaultText, boolean live) {}

  @Test
  void readmeListsEverySettingWithItsDefault() throws IOException {
    Map<String, Documented> coded = new TreeMap<>();
    SettingsTable.all()
        .forEach(
            setting ->
                coded.put(setting.key(), new Documented(setting.defaultText(), setting.live())));

    assertThat(documented(Files.readString(Path.of("README.md")))).isEqualTo(coded);
  }

  private static Map<String, Documented> documented(String readme) {
    Map<String, Documented> rows = new TreeMap<>();
    Matcher row = ROW.matcher(readme);
    while (row.find()) {
      String defaultText = row.group(3) == null ? "" : row.group(3);
      rows.put(row.group(1), new Documented(defaultText, row.group(2) == null));
    }
    return rows;
  }
}
