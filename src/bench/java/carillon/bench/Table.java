package carillon.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measurements by row and column; prints the median of each cell. */
final class Table {
  private final List<String> columns;
  private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

  Table(String... columns) {
    this.columns = List.of(columns);
  }

  void add(String row, String column, double figure) {
    rows.computeIfAbsent(row, r -> new LinkedHashMap<>())
        .computeIfAbsent(column, c -> new ArrayList<>())
        .add(figure);
  }

  void print() {
    System.out.printf("%n%-52s", "medians");
    columns.forEach(column -> System.out.printf("%14s", column));
    System.out.printf("%14s%n", columns.get(0) + "/" + columns.get(1));
    rows.forEach(this::print);
  }

  private void print(String row, Map<String, List<Double>> figures) {
    System.out.printf("%-52s", row);
    for (String column : columns) {
      System.out.printf("%14s", figures.containsKey(column) ? text(median(figures, column)) : "");
    }
    if (figures.containsKey(columns.get(1))) {
      System.out.printf(
          "%14.2f", median(figures, columns.get(0)) / median(figures, columns.get(1)));
    }
    System.out.println();
  }

  /** The median of a cell. */
  double median(String row, String column) {
    return median(rows.get(row), column);
  }

  private static double median(Map<String, List<Double>> figures, String column) {
    double[] sorted = figures.get(column).stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String text(double figure) {
    return figure < 100 ? "%.2f".formatted(figure) : "%,.0f".formatted(figure);
  }
}
