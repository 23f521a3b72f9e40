package carillon.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The present value of every setting. A live setting is read afresh at each call; when its text was
 * changed to something that is not allowed, the last good value stays, an error is logged once per
 * text, and {@link #invalid()} tells it to the system check. Thread-safe.
 */
@ApplicationScoped
public class Settings {
  private static final Logger LOG = LoggerFactory.getLogger(Settings.class);

  private final Function<String, Optional<String>> source;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(String text, Object value, String complaint) {}

  /** Settings from MicroProfile Config. */
  public Settings() {
    this(ofConfig());
  }

  /** Settings from any source of texts, for tests and tools. */
  public Settings(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /** Settings from a map of texts; what it does not name has its default. */
  public static Settings of(Map<String, String> texts) {
    return new Settings(key -> Optional.ofNullable(texts.get(key)));
  }

  /**
   * The value in force.
   *
   * @throws InvalidSettingException when the first value ever read is not allowed
   */
  @SuppressWarnings("unchecked")
  public <T> T get(Setting<T> setting) {
    Known last = known.get(setting.key());
    if (last != null && !setting.live()) {
      return (T) last.value();
    }
    String text = source.apply(setting.key()).orElse(setting.defaultText());
    if (last != null && last.text().equals(text)) {
      return (T) last.value();
    }
    Known now = last == null ? read(setting, text) : changed(setting, text, last);
    known.put(setting.key(), now);
    return (T) now.value();
  }

  /**
   * The secret that another setting names by its key (a relay's {@code password-key}); empty when
   * nobody has set it. Never log it.
   */
  public Optional<String> secret(String key) {
    return source.apply(key);
  }

  /** Whether anybody said something about this setting; otherwise it has its default. */
  public boolean isSet(Setting<?> setting) {
    return source.apply(setting.key()).isPresent();
  }

  /**
   * Reads every setting once.
   *
   * @throws InvalidSettingException for the first one that is not allowed
   */
  public void validate() {
    SettingsTable.all().forEach(this::get);
  }

  /** One line for each live setting whose present text is refused, empty when all are good. */
  public List<String> invalid() {
    SettingsTable.all().forEach(this::get);
    return known.values().stream().map(Known::complaint).filter(c -> c != null).sorted().toList();
  }

  private static Known read(Setting<?> setting, String text) {
    return new Known(text, setting.parse(text), null);
  }

  private static Known changed(Setting<?> setting, String text, Known last) {
    try {
      return read(setting, text);
    } catch (InvalidSettingException refused) {
      LOG.error("{}; the last good value stays", refused.getMessage());
      return new Known(text, last.value(), refused.getMessage());
    }
  }

  private static Function<String, Optional<String>> ofConfig() {
    Config config = ConfigProvider.getConfig();
    return key -> config.getOptionalValue(key, String.class);
  }
}
