package carillon.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes measurements to standard output and to {@code target/faults/figures.txt}. */
public final class MeasurementLog {
  private static final Path FILE = Path.of("target/faults/figures.txt");

  private MeasurementLog() {}

  public static void record(String line) throws IOException {
    System.out.println("[figure] " + line);
    Files.createDirectories(FILE.getParent());
    Files.writeString(
        FILE, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
