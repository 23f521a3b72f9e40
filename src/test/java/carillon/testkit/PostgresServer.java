package carillon.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL of this machine on a free port of the loopback, with an empty data directory;
 * ended and removed by {@link #close()}. PostgreSQL refuses to run as root, so root runs it as the
 * user that Debian's package makes.
 */
public final class PostgresServer implements AutoCloseable {
  private final Path programs;
  private final Path home;
  private final int port;
  private final String options;

  private PostgresServer(Path programs, Path home, int port, String options) {
    this.programs = programs;
    this.home = home;
    this.port = port;
    this.options = options;
  }

  /** The folder of PostgreSQL's programs, where it is installed. */
  public static Optional<Path> programs() throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(versions)) {
      return found
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  /**
   * Starts a server that does not wait for the disk; call only where {@link #programs()} is
   * present.
   */
  public static PostgresServer start() throws IOException {
    return started("-F");
  }

  /** As {@link #start()}, but what is committed is on the disk: for measurements. */
  public static PostgresServer startDurable() throws IOException {
    return started("");
  }

  private static PostgresServer started(String options) throws IOException {
    return startedIn(Files.createTempDirectory("carillon-postgres"), options);
  }

  /** As {@link #start()}, with its data in an empty folder, such as a small disk. */
  public static PostgresServer startIn(Path home) throws IOException {
    return startedIn(home, "-F");
  }

  private static PostgresServer startedIn(Path home, String options) throws IOException {
    PostgresServer server = new PostgresServer(programs().orElseThrow(), home, freePort(), options);
    if (root()) {
      server.run("chown", "postgres", home.toString());
    }
    server.postgres("initdb", "-D", server.data(), "-U", "carillon", "-A", "trust", "-N");
    server.startAgain();
    return server;
  }

  /** Starts it on the data of its last life. */
  public void startAgain() throws IOException {
    postgres(
        "pg_ctl",
        "-D",
        data(),
        "-w",
        "-l",
        home.resolve("log").toString(),
        "-o",
        "-h 127.0.0.1 " + options + " -k " + home + " -p " + port,
        "start");
  }

  /** Ends it at once, as a crash would; {@link #startAgain()} recovers. */
  public void stop() throws IOException {
    postgres("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
  }

  public int port() {
    return port;
  }

  /** A database of the server, {@code postgres} being there from the start. */
  public PGSimpleDataSource dataSource(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + database);
    source.setUser("carillon");
    return source;
  }

  @Override
  public void close() {
    try {
      stop();
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String data() {
    return home.resolve("data").toString();
  }

  private void postgres(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(Arrays.asList(arguments));
    run(command.toArray(String[]::new));
  }

  private void run(String... command) throws IOException {
    Path output = Files.createTempFile("carillon-postgres", ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.onExit().completeOnTimeout(null, 60, TimeUnit.SECONDS).join() != null;
    String said = Files.readString(output);
    Files.delete(output);
    if (!ended || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
