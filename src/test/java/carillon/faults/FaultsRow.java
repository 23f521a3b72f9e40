package carillon.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a fault: a row of {@code target/faults.md}.
 *
 * @param failed saves that were not answered with success
 * @param saves how many there were during the fault
 * @param p99 of these
 * @param normal from the end of the fault until nobody waited for anything any more
 */
record FaultsRow(
    String fault,
    Count mails,
    Count hooks,
    Count jobs,
    long failed,
    long saves,
    Duration p99,
    Duration normal) {
  private static final Path FILE = Path.of("target/faults.md");
  private static final List<String> HEAD =
      List.of(
          "| fault | mails | lost, twice | webhooks | lost, twice | jobs | lost, twice"
              + " | saves failed | p99 of the saves during it, ms (how many) | normal after, s |",
          "|---|---|---|---|---|---|---|---|---|---|");

  /** How many should have arrived, never did, or did once too often. */
  record Count(long all, long lost, long twice) {
    @Override
    public String toString() {
      return "%d | %d, %d".formatted(all, lost, twice);
    }
  }

  /** Puts the row into the table, in the place of an earlier run's. */
  synchronized void note() throws IOException {
    List<String> lines = new ArrayList<>(Files.exists(FILE) ? Files.readAllLines(FILE) : HEAD);
    lines.removeIf(line -> line.startsWith("| " + fault + " |"));
    lines.add(
        "| %s | %s | %s | %s | %d | %d (%d) | %.1f |"
            .formatted(
                fault, mails, hooks, jobs, failed, p99.toMillis(), saves, normal.toMillis() / 1e3));
    Files.write(FILE, lines);
    System.out.println("[fault] " + lines.get(lines.size() - 1));
  }
}
