package carillon.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and dashboard ask for metrics that exist, in words that Prometheus understands. */
class DashboardTest {
  private static final Path DOCKER = Path.of("docker");
  private static final Pattern NAME = Pattern.compile("carillon_\\w+");

  @TempDir Path folder;

  @Test
  void onlyMetricsOfTheContractAreAskedFor() throws IOException {
    Set<String> known =
        Arrays.stream(Metric.values()).map(Metric::text).collect(Collectors.toSet());
    assertThat(names(String.join("\n", expressions()))).isNotEmpty().isSubsetOf(known);
    assertThat(names(alerts())).isNotEmpty().isSubsetOf(known);
  }

  @Test
  @EnabledIf("carillon.monitoring.Prometheus#installed")
  void prometheusUnderstandsTheDashboard() throws IOException {
    StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
    for (String expression : expressions()) {
      rules.append(
          "      - record: r%d\n        expr: '%s'\n".formatted(rules.length(), expression));
    }
    Files.writeString(folder.resolve("dashboard.yml"), rules);
    Prometheus.promtool(folder, "", "check", "rules", "dashboard.yml");
  }

  @Test
  @EnabledIf("carillon.monitoring.Prometheus#installed")
  void alertsFireWhenTheyShouldAndNotBefore() throws IOException {
    Files.writeString(folder.resolve("alerts.yml"), alerts());
    Files.copy(DOCKER.resolve("prometheus/prometheus.yml"), folder.resolve("prometheus.yml"));
    Files.copy(
        Path.of("src/test/resources/carillon/monitoring/alerts_test.yml"),
        folder.resolve("alerts_test.yml"));
    Prometheus.promtool(folder, "", "check", "config", "prometheus.yml");
    Prometheus.promtool(folder, "", "test", "rules", "alerts_test.yml");
  }

  private static String alerts() throws IOException {
    return Files.readString(DOCKER.resolve("prometheus/alerts.yml"));
  }

  private static List<String> expressions() throws IOException {
    return new ObjectMapper()
        .readTree(DOCKER.resolve("grafana/dashboards/carillon.json").toFile())
        .findValuesAsText("expr");
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(found -> found.group().replaceFirst("_bucket$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
