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
 * @param p99 of the saves during the fault
 * @param normal from the end of the fault until nobody waited for anything any more
 */
record FaultsRow(
    String fault,
    long mails,
    long mailsLost,
    long mailsTwice,
    long jobs,
    long jobsLost,
    long jobsTwice,
    long failed,
    Duration p99,
    Duration normal) {
  private static final Path FILE = Path.of("target/faults.md");
  private static final List<String> HEAD =
      List.of(
          "| fault | mails | lost | twice | jobs | lost | twice | saves failed | p99 of a save, ms | normal after, s |",
          "|---|---|---|---|---|---|---|---|---|---|");

  /** Puts the row into the table, in the place of an earlier run's. */
  synchronized void note() throws IOException {
    List<String> lines = new ArrayList<>(Files.exists(FILE) ? Files.readAllLines(FILE) : HEAD);
    lines.removeIf(line -> line.startsWith("| " + fault + " |"));
    lines.add(
        "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %.1f |"
            .formatted(
                fault,
                mails,
                mailsLost,
                mailsTwice,
                jobs,
                jobsLost,
                jobsTwice,
                failed,
                p99.toMillis(),
                normal.toMillis() / 1e3));
    Files.write(FILE, lines);
    System.out.println("[fault] " + lines.get(lines.size() - 1));
  }
}
