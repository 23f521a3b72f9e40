package carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The documentation of settings says what {@link SettingsTable} says. With {@code
 * -Dcarillon.docs.write=true} the page is written anew instead.
 */
class SettingsPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/settings.md");
  private static final Path README = Path.of("README.md");

  @Test
  void pageIsGeneratedFromTable() throws IOException {
    if (Boolean.getBoolean("carillon.docs.write")) {
      Files.writeString(PAGE, SettingsPage.markdown());
    }
    assertThat(Files.readString(PAGE))
        .as("run mvn test -Dtest=SettingsPageTest -Dcarillon.docs.write=true")
        .isEqualTo(SettingsPage.markdown());
  }

  @Test
  void readmeShowsTenSettingsWithTheirDefaultAndMeaning() throws IOException {
    List<String> rows =
        Files.readAllLines(README).stream()
            .filter(line -> line.matches("\\| `(sys_|redis_|carillon\\.).*"))
            .toList();
    assertThat(rows).hasSize(10).doesNotHaveDuplicates();
    assertThat(rows).isSubsetOf(SettingsTable.all().stream().map(SettingsPage::row).toList());
  }

  @Test
  void meaningIsWholeSentences() {
    assertThat(SettingsTable.all())
        .extracting(Setting::meaning)
        .allMatch(text -> text.endsWith("."));
  }
}
