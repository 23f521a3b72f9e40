package carillon.systemcheck;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds disks of the server's logs and data that are nearly full. */
@ApplicationScoped
class DiskSpaceCheck implements Check {
  private static final long GIGABYTE = 1L << 30;
  private static final long ALMOST_NONE = GIGABYTE / 5;

  @Override
  public String id() {
    return "disk-space";
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public List<Finding> findings() {
    return Stream.of("log", "data").flatMap(what -> look(what).stream()).toList();
  }

  private static Optional<Finding> look(String what) {
    String folder = System.getProperty("jboss.server." + what + ".dir");
    if (folder == null || !Files.isDirectory(Path.of(folder))) {
      return Optional.empty();
    }
    try {
      FileStore disk = Files.getFileStore(Path.of(folder));
      return finding(what, disk.getUsableSpace(), disk.getTotalSpace());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Below a tenth of the disk, and below 1 GB, it is time to act. */
  static Optional<Finding> finding(String what, long free, long total) {
    if (free >= Math.min(GIGABYTE, total / 10)) {
      return Optional.empty();
    }
    String text =
        "The disk of the server's %s directory has only %d MB left: free space, or move it."
            .formatted(what, free >> 20);
    return Optional.of(free < ALMOST_NONE ? Finding.error(text) : Finding.warning(text));
  }
}
