package carillon.monitoring;

import io.smallrye.metrics.exporters.PrometheusMetricsExporter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics as Prometheus text 0.0.4. SmallRye writes counters and gauges; the label of the
 * scope, which it adds on its own, is taken out, so that names and labels are those of the
 * contract.
 */
@ApplicationScoped
class Exposition {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final Pattern SCOPE = Pattern.compile("mp_scope=\"[a-z]+\",?");
  private static final Pattern LAST_COMMA = Pattern.compile(",\\} ");

  private final Meters meters;

  @Inject
  Exposition(Meters meters) {
    this.meters = meters;
  }

  /** For the container's proxy. */
  Exposition() {
    this(null);
  }

  String text() {
    return text("application");
  }

  String text(String scope) {
    Stream<String> others =
        new PrometheusMetricsExporter()
            .exportOneScope(scope)
            .lines()
            .filter(line -> line.contains("carillon_"))
            .map(Exposition::withoutScope);
    return Stream.concat(others, meters.histograms()).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String withoutScope(String line) {
    if (line.startsWith("#")) {
      return line;
    }
    String plain = SCOPE.matcher(line).replaceFirst("");
    return LAST_COMMA.matcher(plain).replaceFirst("} ").replace("{} ", " ");
  }
}
