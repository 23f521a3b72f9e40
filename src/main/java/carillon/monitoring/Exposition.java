package carillon.monitoring;

import io.smallrye.metrics.exporters.PrometheusMetricsExporter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The metrics as Prometheus text 0.0.4. SmallRye writes it; what it adds on its own (the label of
 * the scope, a {@code _max} beside each histogram) is taken out, so that the names and labels are
 * those of the contract and no others.
 */
@ApplicationScoped
class Exposition {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final Pattern SCOPE = Pattern.compile("mp_scope=\"[a-z]+\",?");
  private static final Pattern LAST_COMMA = Pattern.compile(",\\} ");
  private static final Pattern MAXIMUM = Pattern.compile("(# (HELP|TYPE) )?carillon_\\w+_max\\b.*");

  String text() {
    return text("application");
  }

  String text(String scope) {
    return new PrometheusMetricsExporter()
        .exportOneScope(scope)
        .lines()
        .filter(line -> line.contains("carillon_") && !MAXIMUM.matcher(line).matches())
        .map(Exposition::withoutScope)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String withoutScope(String line) {
    if (line.startsWith("#")) {
      return line;
    }
    String plain = SCOPE.matcher(line).replaceFirst("");
    return LAST_COMMA.matcher(plain).replaceFirst("} ").replace("{} ", " ");
  }
}
