package carillon.dev;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** The redis-server program: finds or unpacks it, and starts it. For the dev server and tests. */
public final class RedisProgram {
  private final Path executable;

  private RedisProgram(Path executable) {
    this.executable = executable.toAbsolutePath();
  }

  /**
   * The program that comes with embedded-redis, unpacked once into this existing directory. Left to
   * itself, the library leaves a copy in the temp folder each time its JVM is killed.
   */
  public static RedisProgram embedded(Path directory) throws IOException {
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
    return new RedisProgram(binary);
  }

  /** The first redis-server on the PATH; without one, the embedded program. */
  public static RedisProgram installedOrEmbedded(Path directory) throws IOException {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String entry : path.split(File.pathSeparator)) {
      Path installed = Path.of(entry, "redis-server");
      if (Files.isExecutable(installed)) {
        return new RedisProgram(installed);
      }
    }
    return embedded(directory);
  }

  /** Whether DEBUG must be enabled by an option, which is so since Redis 7.0. */
  public boolean needsDebugOption() throws IOException {
    Process version = new ProcessBuilder(executable.toString(), "--version").start();
    try (BufferedReader output = version.inputReader()) {
      return !output.readLine().matches(".* v=[3-6]\\..*");
    }
  }

  /** Starts a server in this directory; standard output and error go to {@code output}. */
  public Process start(Path directory, Redirect output, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output)
        .start();
  }
}
