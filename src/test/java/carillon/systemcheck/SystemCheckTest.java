package carillon.systemcheck;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemCheckTest {

  @Test
  void theWorstFindingGivesTheStatus() {
    Finding warning = Finding.warning("w");
    Finding error = Finding.error("e");
    assertThat(SystemCheck.status(List.of())).isEqualTo("DONE");
    assertThat(SystemCheck.status(List.of(warning))).isEqualTo("WARNING");
    assertThat(SystemCheck.status(List.of(warning, error, warning))).isEqualTo("ERROR");
  }

  @Test
  void theLogIsOkOrOneLinePerFinding() {
    assertThat(SystemCheck.log(List.of())).isEqualTo("OK");
    assertThat(SystemCheck.log(List.of(Finding.warning("a\r\n b"), Finding.error("c"))))
        .isEqualTo("a b\nc");
  }

  @Test
  void aSettingThatWasChangedToSomethingInvalidIsAFinding() {
    Map<String, String> texts = new HashMap<>();
    Settings settings = Settings.of(texts);
    SettingsCheck check = new SettingsCheck(settings);
    assertThat(check.findings()).isEmpty();

    texts.put("sys_async_emails", "101;102");
    assertThat(check.findings())
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.text()).contains("sys_async_emails").contains("101;102"));

    texts.put("sys_async_emails", "101,102");
    assertThat(check.findings()).isEmpty();
  }

  @Test
  void linksThatLeadNowhereAreAFinding() {
    assertThat(new BaseUrlCheck(Settings.of(Map.of())).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("carillon.base-url"));
    assertThat(
            new BaseUrlCheck(Settings.of(Map.of("carillon.base-url", "https://example.org/c")))
                .findings())
        .isEmpty();
    assertThat(
            new BaseUrlCheck(Settings.of(Map.of("carillon.base-url", "http://example.org/c")))
                .findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("https"));
  }

  @Test
  void aDiskThatIsNearlyFullIsAFinding() {
    long gigabyte = 1L << 30;
    assertThat(DiskSpaceCheck.finding("log", 2 * gigabyte, 100 * gigabyte)).isEmpty();
    assertThat(DiskSpaceCheck.finding("log", gigabyte / 2, 4 * gigabyte)).isEmpty();
    assertThat(DiskSpaceCheck.finding("log", gigabyte / 2, 100 * gigabyte))
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(finding.text()).contains("log directory has only 512 MB left");
            });
    assertThat(DiskSpaceCheck.finding("data", 1000, 100 * gigabyte))
        .hasValueSatisfying(
            finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR));
  }
}
