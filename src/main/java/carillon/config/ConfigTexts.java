package carillon.config;

import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * What MicroProfile Config says of a key, else what the files of {@code carillon.config.inc} say,
 * which are read once. An empty text is nothing said, as everywhere in MicroProfile Config.
 * Thread-safe.
 */
final class ConfigTexts implements Function<String, Optional<SettingText>> {
  private static final Setting<IncFiles> FILES = SettingsTable.CONFIG_INC;

  private final Config config = ConfigProvider.getConfig();
  private IncFiles files;

  /**
   * @throws InvalidSettingException when {@code carillon.config.inc} names a file that cannot be
   *     read
   */
  @Override
  public Optional<SettingText> apply(String key) {
    ConfigValue value = config.getConfigValue(key);
    return Optional.ofNullable(value.getValue())
        .filter(text -> !text.isEmpty())
        .map(text -> new SettingText(text, value.getSourceName()))
        .or(() -> files().value(key).map(text -> new SettingText(text, FILES.key())));
  }

  private synchronized IncFiles files() {
    if (files == null) {
      files =
          FILES.parse(
              config.getOptionalValue(FILES.key(), String.class).orElse(FILES.defaultText()));
    }
    return files;
  }
}
