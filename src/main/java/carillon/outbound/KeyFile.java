package carillon.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key of a server that was given none: random, in a file beside the database that only the
 * server reads.
 */
@ApplicationScoped
class KeyFile {
  private static final int KEY_BYTES = 32;
  private static final String OURS_ALONE = "rw-------";

  private final Path path;

  KeyFile() {
    this(Path.of(System.getProperty("jboss.server.data.dir", "."), "carillon", "secrets.key"));
  }

  KeyFile(Path path) {
    this.path = path;
  }

  byte[] key() {
    try {
      if (!Files.exists(path)) {
        create();
      }
      return Base64.getDecoder().decode(Files.readString(path).trim());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void create() throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Files.createDirectories(path.getParent());
    try {
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OURS_ALONE)));
      } else {
        Files.createFile(path);
      }
      Files.writeString(path, Base64.getEncoder().encodeToString(key));
    } catch (FileAlreadyExistsException anotherThread) {
      // It made the key; this one uses it.
    }
  }
}
