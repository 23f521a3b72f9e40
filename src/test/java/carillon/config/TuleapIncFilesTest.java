package carillon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuleapIncFilesTest {
  @TempDir Path folder;

  @Test
  void readsTheFilesOfTuleapsDocumentation() throws IOException {
    TuleapIncFiles redis =
        read(
            """
            <?php

            $redis_server   = '127.0.0.1';
            $redis_port     = 6379;
            $redis_password = 'it\\'s $ecret\\\\';
            """);
    assertThat(redis.value("redis_server")).hasValue("127.0.0.1");
    assertThat(redis.value("redis_port")).hasValue("6379");
    assertThat(redis.value("redis_password")).hasValue("it's $ecret\\");
  }

  @Test
  void lineThatIsNotAPlainAssignmentIsIgnored() throws IOException {
    TuleapIncFiles local =
        read(
            """
            // $sys_async_emails = 'all';
            # $sys_nb_backend_workers = 3;
            $sys_async_emails = false;
            $sys_logger_level = getenv('LEVEL');
            $sys_https_host = "$sys_default_domain";
            if ($redis_server == 'x') { }
            """);
    assertThat(local.value("sys_async_emails")).hasValue("false");
    assertThat(local.value("sys_nb_backend_workers")).isEmpty();
    assertThat(local.value("sys_logger_level")).isEmpty();
    assertThat(local.value("sys_https_host")).isEmpty();
    assertThat(local.value("redis_server")).isEmpty();
  }

  @Test
  void theLaterFileWins() throws IOException {
    Path first = Files.writeString(folder.resolve("1.inc"), "$redis_port = 1;\n$redis_server='a';");
    Path second = Files.writeString(folder.resolve("2.inc"), "$redis_port = \"2\";");
    TuleapIncFiles both = TuleapIncFiles.read(first + " , " + second);
    assertThat(both.value("redis_port")).hasValue("2");
    assertThat(both.value("redis_server")).hasValue("a");
  }

  @Test
  void aFileThatIsNotThereStopsTheDeploymentWithOneLine() {
    Settings settings = Settings.of(Map.of("carillon.config.inc", "/nowhere/redis.inc"));
    assertThatThrownBy(settings::validate)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("carillon.config.inc = '/nowhere/redis.inc'");
  }

  @Test
  void theyAreBelowEverySourceOfMicroProfileConfig() throws IOException {
    Path file =
        Files.writeString(folder.resolve("r.inc"), "$redis_port = 7001;\n$redis_server='a';");
    System.setProperty("carillon.config.inc", file.toString());
    System.setProperty("redis_port", "7002");
    try {
      Settings settings = new Settings();
      assertThat(settings.get(SettingsTable.REDIS_SERVER)).isEqualTo("a");
      assertThat(settings.get(SettingsTable.REDIS_PORT)).isEqualTo(7002);
      assertThat(settings.all())
          .filteredOn(status -> status.setting() == SettingsTable.REDIS_SERVER)
          .extracting(SettingStatus::source)
          .containsExactly("carillon.config.inc");
    } finally {
      System.clearProperty("carillon.config.inc");
      System.clearProperty("redis_port");
    }
  }

  private TuleapIncFiles read(String text) throws IOException {
    return TuleapIncFiles.read(Files.writeString(folder.resolve("local.inc"), text).toString());
  }
}
