package carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import redis.embedded.core.ExecutableProvider;

/** The redis-server program that comes with embedded-redis, kept beside its data. */
final class RedisBinary {
  private RedisBinary() {}

  /** Unpacks it once: left to itself, the library leaves a copy in the temp folder at each kill. */
  static Path in(Path directory) throws IOException {
    Path binary = directory.resolve("redis-server");
    if (!Files.isExecutable(binary)) {
      Path unpacked = ExecutableProvider.newJarResourceProvider().get().toPath();
      Files.copy(
          unpacked,
          binary,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
      Files.deleteIfExists(unpacked);
      Files.deleteIfExists(unpacked.getParent());
    }
    return binary;
  }
}
