package carillon.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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

  private final Function<String, Optional<RawSetting>> source;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * @param seen what was last read
   * @param good what is in force
   * @param complaint about what was last read, null when it is in force
   */
  private record Known(RawSetting seen, RawSetting good, Object value, String complaint) {}

  /** Settings from MicroProfile Config. */
  public Settings() {
    this(new ConfigLookup());
  }

  private Settings(Function<String, Optional<RawSetting>> source) {
    this.source = source;
  }

  /** Settings from a map of texts, read afresh each time; what it does not name has its default. */
  public static Settings of(Map<String, String> texts) {
    return new Settings(
        key -> Optional.ofNullable(texts.get(key)).map(text -> new RawSetting(text, "map")));
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
    RawSetting seen = source.apply(setting.key()).orElseGet(() -> byDefault(setting));
    if (last != null && last.seen().equals(seen)) {
      return (T) last.value();
    }
    Known now = last == null ? read(setting, seen) : changed(setting, seen, last);
    known.put(setting.key(), now);
    return (T) now.value();
  }

  /**
   * The secret that another setting names by its key (a relay's {@code password-key}); empty when
   * nobody has set it. Never log it.
   */
  public Optional<String> secret(String key) {
    return source.apply(key).map(RawSetting::text);
  }

  /** Whether anybody said something about this setting; otherwise it has its default. */
  public boolean isSet(Setting<?> setting) {
    return source.apply(setting.key()).isPresent();
  }

  /**
   * Reads every setting once.
   *
   * @throws InvalidSettingException for the first one that is not allowed, by itself or beside
   *     another one
   */
  public void validate() {
    SettingsTable.all().forEach(this::get);
    tokenForMetrics();
    if (!get(SettingsTable.REDIS_CLUSTER).isEmpty()) {
      String beside = " beside carillon.redis.cluster";
      onlyDefault(SettingsTable.REDIS_SENTINELS, "none" + beside);
      onlyDefault(SettingsTable.REDIS_DATABASE, "0" + beside);
    }
  }

  private void tokenForMetrics() {
    boolean missing = get(SettingsTable.METRICS_TOKEN).isEmpty();
    if (missing && get(SettingsTable.METRICS_ACCESS) == MetricsReaders.TOKEN) {
      throw new InvalidSettingException(
          SettingsTable.METRICS_ACCESS.key(),
          status(SettingsTable.METRICS_ACCESS).value(),
          "open, authenticated, off without carillon.metrics.token");
    }
  }

  private void onlyDefault(Setting<?> setting, String allowed) {
    if (!get(setting).equals(setting.parse(setting.defaultText()))) {
      throw new InvalidSettingException(setting.key(), status(setting).value(), allowed);
    }
  }

  /** One line for each live setting whose present text is refused, empty when all are good. */
  public List<String> invalid() {
    SettingsTable.all().forEach(this::get);
    return known.values().stream().map(Known::complaint).filter(c -> c != null).sorted().toList();
  }

  /** Every setting with the value in force, secrets masked, in the order of the table. */
  public List<SettingStatus> all() {
    return SettingsTable.all().stream().map(this::status).toList();
  }

  private SettingStatus status(Setting<?> setting) {
    get(setting);
    Known now = known.get(setting.key());
    RawSetting good = now.good();
    return new SettingStatus(setting, setting.shown(good.text()), good.source(), now.complaint());
  }

  private static RawSetting byDefault(Setting<?> setting) {
    return new RawSetting(setting.defaultText(), "default");
  }

  private static Known read(Setting<?> setting, RawSetting seen) {
    return new Known(seen, seen, setting.parse(seen.text()), null);
  }

  private static Known changed(Setting<?> setting, RawSetting seen, Known last) {
    try {
      return read(setting, seen);
    } catch (InvalidSettingException refused) {
      LOG.error("{}; the last valid value stays in force", refused.getMessage());
      return new Known(seen, last.good(), last.value(), refused.getMessage());
    }
  }
}
