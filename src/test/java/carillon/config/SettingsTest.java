package carillon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private final Map<String, String> texts = new HashMap<>();
  private final Settings settings = Settings.of(texts);

  static List<Setting<?>> all() {
    return SettingsTable.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyDefaultIsAllowed(Setting<?> setting) {
    assertThat(setting.parse(setting.defaultText())).isNotNull();
    assertThat(setting.allowed()).isNotBlank();
  }

  @Test
  void keysAreUnique() {
    assertThat(SettingsTable.all()).extracting(Setting::key).doesNotHaveDuplicates();
  }

  @Test
  void unsetSettingHasItsDefault() {
    assertThat(settings.get(SettingsTable.PENDING_AFTER)).isEqualTo(Duration.ofSeconds(120));
  }

  @Test
  void aLiveSettingActsAtOnce() {
    assertThat(settings.get(SettingsTable.BACKGROUND_WORKERS)).isEqualTo(1);
    texts.put("carillon.background.workers", "7");
    assertThat(settings.get(SettingsTable.BACKGROUND_WORKERS)).isEqualTo(7);
  }

  @Test
  void aSettingThatIsReadAtStartStays() {
    assertThat(settings.get(SettingsTable.REDIS_PORT)).isEqualTo(6379);
    texts.put("redis_port", "6380");
    assertThat(settings.get(SettingsTable.REDIS_PORT)).isEqualTo(6379);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "-PT1S", "PT0.0001S", "P2D", "PT99999999999999S", "5 s", ""})
  void aTimeoutThatASocketCannotCountIsRefused(String text) {
    assertThatThrownBy(() -> SettingsTable.MAIL_REPLY_TIMEOUT.parse(text))
        .isInstanceOf(InvalidSettingException.class);
  }

  @Test
  void anInvalidValueAtStartIsRefused() {
    texts.put("sys_nb_backend_workers", "-1");
    assertThatThrownBy(settings::validate)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "Setting sys_nb_backend_workers = '-1' is not valid; allowed: empty, or a whole number"
                + " from 0 to 64");
  }

  @Test
  void settingsThatClusterDoesNotSupportAreRefusedWithIt() {
    texts.put("carillon.redis.cluster", "a:7000,b:7000");
    texts.put("redis_server", "c");
    settings.validate();
    refusedBesideACluster("carillon.redis.database", "3", "0");
    refusedBesideACluster("carillon.redis.sentinels", "d:26379", "none");
  }

  @Test
  void metricsByTokenNeedAToken() {
    texts.put("carillon.metrics.access", "token");
    assertThatThrownBy(settings::validate).hasMessageContaining("carillon.metrics.token");
    texts.put("carillon.metrics.token", "a-token-of-20-letters");
    Settings.of(texts).validate();
    texts.put("carillon.metrics.token", "short-one");
    assertThatThrownBy(() -> Settings.of(texts).validate())
        .hasMessageContaining("carillon.metrics.token")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("short-one"));
  }

  private void refusedBesideACluster(String key, String text, String allowed) {
    texts.put(key, text);
    assertThatThrownBy(() -> Settings.of(texts).validate())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "Setting %s = '%s' is not valid; allowed: %s beside carillon.redis.cluster"
                .formatted(key, text, allowed));
    texts.remove(key);
  }

  @Test
  void anInvalidLiveChangeKeepsTheLastGoodValueAndIsReportedUntilItIsMended() {
    settings.validate();
    texts.put("carillon.background.workers", "7");
    assertThat(settings.get(SettingsTable.BACKGROUND_WORKERS)).isEqualTo(7);

    texts.put("carillon.background.workers", "many");
    assertThat(settings.get(SettingsTable.BACKGROUND_WORKERS)).isEqualTo(7);
    assertThat(settings.invalid())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("carillon.background.workers", "many"));

    texts.put("carillon.background.workers", "8");
    assertThat(settings.invalid()).isEmpty();
    assertThat(settings.get(SettingsTable.BACKGROUND_WORKERS)).isEqualTo(8);
  }

  @Test
  void aSecretIsNeverShown() {
    Setting<String> secret =
        new Setting<>(
            "some_password",
            "A password.",
            "",
            "nothing",
            true,
            true,
            text -> {
              throw new IllegalArgumentException(text);
            });
    assertThatThrownBy(() -> secret.parse("hunter2"))
        .hasMessageContaining("some_password")
        .hasMessageNotContaining("hunter2");
    assertThat(SettingsTable.REDIS_PASSWORD.secret()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "sys_nb_backend_workers, 65",
    "sys_nb_backend_workers, two",
    "sys_logger_level, loud",
    "redis_port, 0",
    "redis_port, 65536",
    "carillon.redis.tls, yes",
    "carillon.dispatch.inline-after, 60",
    "carillon.dispatch.inline-budget, PT0S",
    "carillon.mail.from-domain, a b",
    "carillon.mail.unknown-policy, drop",
    "carillon.mail.deferred-schedule, 'PT1M,soon'",
    "carillon.base-url, ftp://example.org",
    "carillon.base-url, example.org",
    "carillon.system-check.followers, nobody"
  })
  void valuesOutsideTheirRangeAreRefused(String key, String text) {
    texts.put(key, text);
    assertThatThrownBy(settings::validate)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(text);
  }

  @ParameterizedTest
  @CsvSource({"warn, WARN", "Warning, WARNING", "debug, DEBUG", "ERROR, ERROR"})
  void logLevelsAreThoseOfTuleap(String text, TuleapLogLevel level) {
    assertThat(SettingsTable.LOGGER_LEVEL.parse(text)).isEqualTo(level);
  }

  @Test
  void anAdministratorSeesWhatIsInForceAndNoSecret() {
    texts.put("redis_password", "hunter2");
    texts.put("sys_async_emails", "101");
    settings.validate();
    texts.put("sys_async_emails", "some");
    assertThat(status("redis_password").value()).isEqualTo("***");
    assertThat(status("carillon.redis.user").source()).isEqualTo("default");
    assertThat(status("sys_async_emails"))
        .satisfies(
            status -> {
              assertThat(status.value()).isEqualTo("101");
              assertThat(status.source()).isEqualTo("map");
              assertThat(status.refused()).contains("'some' is not valid");
            });
  }

  private SettingStatus status(String key) {
    return settings.all().stream()
        .filter(status -> status.setting().key().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
