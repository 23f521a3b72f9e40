package carillon.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of a fault: a row of {@code target/faults.md}.
 *
 * @param failed saves that did not succeed
 * @param saves number of saves during the fault
 * @param 99th percentile of their latency
 * @param normal time from the end of the fault until no mail or job waited longer than 2 s
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
              + " | failed saves | p99 of saves, ms (number) | normal after, s |",
          "|---|---|---|---|---|---|---|---|---|---|");

  /** Expected, lost and duplicate deliveries. */
  record Count(long all, long lost, long twice) {
    @Override
    public String toString() {
      return "%d | %d, %d".formatted(all, lost, twice);
    }
  }

  /** Writes the row to the table and replaces the row of an earlier run. */
  synchronized void write() throws IOException {
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
