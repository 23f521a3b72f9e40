package carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code jboss-cli.sh} connected to a server, as an administrator types into it. */
public final class Cli {
  private Cli() {}

  /** Runs the commands, which must succeed; returns the output. */
  public static String run(CarillonServer server, List<String> commands) throws IOException {
    Path script = Files.createTempFile(server.data(), "commands", ".cli");
    Files.write(script, commands);
    return file(server, script, Map.of());
  }

  /** Runs a script with parameters, which must succeed; returns the output. */
  public static String file(CarillonServer server, Path script, Map<String, String> parameters)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(CarillonServer.HOME.resolve("bin/jboss-cli.sh").toString());
    line.add("--connect");
    line.add("--controller=127.0.0.1:" + server.managementPort());
    // The CLI waits for a reload as long as for a connection.
    line.add("--timeout=60000");
    line.add("--file=" + script.toAbsolutePath());
    if (!parameters.isEmpty()) {
      line.add("--resolve-parameter-values");
    }
    parameters.forEach((key, value) -> line.add("-D" + key + "=" + value));
    Path file = Files.createTempFile(server.data(), "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(file.toFile());
    builder.environment().remove("JAVA_OPTS");
    int status = builder.start().onExit().join().exitValue();
    String output = Files.readString(file);
    assertThat(status).as(output).isZero();
    return output;
  }
}
