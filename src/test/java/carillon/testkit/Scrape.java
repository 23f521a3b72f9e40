package carillon.testkit;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code /metrics} said at one moment, by series.
 *
 * @param values by name and labels, as they are written there
 */
public record Scrape(Map<String, Double> values) {

  public static Scrape of(Http http) {
    return new Scrape(
        http.text("/metrics")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.lastIndexOf(' ')),
                    line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))));
  }

  /** The value of a series; 0 of one that is not there yet. */
  public double of(String series) {
    return values.getOrDefault(series, 0.0);
  }

  /** All series of a name together. */
  public double sum(String name) {
    return values.entrySet().stream()
        .filter(one -> one.getKey().startsWith(name))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
