package carillon.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** A redis-server to run: the system's own where there is one, else the one in embedded-redis. */
final class RedisExecutable {
  private RedisExecutable() {}

  static Path find(Path folder) throws IOException {
    Optional<Path> installed =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(entry -> Path.of(entry, "redis-server"))
            .filter(Files::isExecutable)
            .findFirst();
    if (installed.isPresent()) {
      return installed.get();
    }
    File target = Files.createDirectories(folder).toFile();
    return ExecutableProvider.newJarResourceProvider(target).get().toPath();
  }

  /** Whether it has DEBUG switched off unless told otherwise, which is since 7.0. */
  static boolean needsDebugOption(Path executable) throws IOException {
    Process version = new ProcessBuilder(executable.toString(), "--version").start();
    try (BufferedReader said = version.inputReader()) {
      return !said.readLine().matches(".* v=[3-6]\\..*");
    }
  }
}
