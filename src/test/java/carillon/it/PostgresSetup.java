package carillon.it;

import static org.awaitility.Awaitility.await;

import carillon.testkit.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The tests' WildFly on PostgreSQL, by the words of {@code wildfly-config/postgresql.cli}: on the
 * running server, the driver deployed first.
 */
final class PostgresSetup {
  private final Path home;
  private final Path base;
  private final int offset;

  PostgresSetup(Path home, Path base, int offset) {
    this.home = home;
    this.base = base;
    this.offset = offset;
  }

  /** Starts PostgreSQL and has the server in {@code base} use it; the caller closes it. */
  PostgresServer run() throws IOException {
    PostgresServer postgres = PostgresServer.start();
    PGSimpleDataSource database = postgres.dataSource("postgres");
    Process server =
        program("standalone.sh", "-Djboss.server.base.dir=" + base, "-Dredis_server=", offset());
    try {
      Path driver = driver();
      awaitManagement();
      cli("deploy " + driver);
      cli(
          "--resolve-parameter-values",
          "--file=" + script(),
          "-Dpg.driver=" + driver.getFileName(),
          "-Dpg.url=" + database.getURL(),
          "-Dpg.user=" + database.getUser(),
          "-Dpg.password=unused");
      cli("shutdown");
      server.onExit().join();
    } finally {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly();
    }
    return postgres;
  }

  private void awaitManagement() {
    await("management on port " + (9990 + offset))
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> program("jboss-cli.sh", "--connect", controller(), ":whoami").waitFor() == 0);
  }

  private String controller() {
    return "--controller=127.0.0.1:" + (9990 + offset);
  }

  private String offset() {
    return "-Djboss.socket.binding.port-offset=" + offset;
  }

  private void cli(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("--connect", controller()));
    all.addAll(List.of(arguments));
    Process cli = program("jboss-cli.sh", all.toArray(String[]::new));
    if (cli.onExit().join().exitValue() != 0) {
      throw new IOException("jboss-cli.sh " + List.of(arguments) + ": see " + output());
    }
  }

  private Process program(String name, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(home.resolve("bin").resolve(name).toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().remove("JAVA_OPTS");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
        .start();
  }

  private Path output() {
    return base.resolve("postgresql-setup.txt");
  }

  private static Path script() {
    return Path.of("wildfly-config/postgresql.cli").toAbsolutePath();
  }

  private static Path driver() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(jar -> jar.getFileName().toString().matches("postgresql-[0-9.]+\\.jar"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No driver of PostgreSQL"));
  }
}
