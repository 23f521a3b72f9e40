package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code jboss-cli.sh} connected to a server, as an administrator types into it. */
final class Cli {
  private Cli() {}

  /** What it prints; each command must succeed. */
  static String run(CarillonServer server, List<String> commands) throws IOException {
    Path script = Files.createTempFile(server.data(), "commands", ".cli");
    Path output = Files.createTempFile(server.data(), "output", ".txt");
    Files.write(script, commands);
    ProcessBuilder builder =
        new ProcessBuilder(
                CarillonServer.HOME.resolve("bin/jboss-cli.sh").toString(),
                "--connect",
                "--controller=127.0.0.1:" + server.managementPort(),
                "--file=" + script)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("JAVA_OPTS");
    int status = builder.start().onExit().join().exitValue();
    String said = Files.readString(output);
    assertThat(status).as(said).isZero();
    return said;
  }
}
