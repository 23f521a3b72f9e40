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
final class ConfigLookup implements Function<String, Optional<RawSetting>> {
  private static final Setting<TuleapIncFiles> FILES = SettingsTable.CONFIG_INC;

  private final Config config = ConfigProvider.getConfig();
  private TuleapIncFiles files;

  /**
   * @throws InvalidSettingException when {@code carillon.config.inc} names a file that cannot be
   *     read
   */
  @Override
  public Optional<RawSetting> apply(String key) {
    ConfigValue value = config.getConfigValue(key);
    return Optional.ofNullable(value.getValue())
        .filter(text -> !text.isEmpty())
        .map(text -> new RawSetting(text, value.getSourceName()))
        .or(() -> files().value(key).map(text -> new RawSetting(text, FILES.key())));
  }

  private synchronized TuleapIncFiles files() {
    if (files == null) {
      files =
          FILES.parse(
              config.getOptionalValue(FILES.key(), String.class).orElse(FILES.defaultText()));
    }
    return files;
  }
}
