package carillon.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A WildFly process from {@code target/wildfly}, as {@code standalone.sh} starts it, on a copy of
 * its configuration and with data of its own. It can be killed and started again on the same data.
 */
public final class CarillonServer implements AutoCloseable {
  static final Path HOME =
      Path.of(System.getProperty("carillon.it.home", "target/wildfly")).toAbsolutePath();

  /** Differs from the offset of the server that ITs share. */
  private static final int OFFSET = Integer.getInteger("carillon.it.port-offset", 500) + 50;

  private static final Duration START = Duration.ofSeconds(300);

  private final Path base;
  private final int offset;
  private final Map<String, String> settings;
  private Process script;

  /**
   * @param name names its folder under {@code target/faults}
   * @param further added to the port offset, for a second server beside the first
   */
  public CarillonServer(String name, int further, Map<String, String> settings) throws IOException {
    this.base = Folders.empty(Path.of("target/faults", name)).toAbsolutePath();
    this.offset = OFFSET + further;
    this.settings = settings;
    Folders.copy(HOME.resolve("standalone/configuration"), base.resolve("configuration"));
    Files.createDirectories(base.resolve("deployments"));
    Files.copy(
        HOME.resolve("standalone/deployments/carillon.war"),
        base.resolve("deployments/carillon.war"));
    Accounts.write(base.resolve("configuration"));
  }

  public String address() {
    return "http://127.0.0.1:" + (8080 + offset) + "/carillon";
  }

  /** Where the server keeps its data. */
  public Path data() {
    return base.resolve("data");
  }

  public Path deployments() {
    return base.resolve("deployments");
  }

  /** The content of {@code server.log}, including that of earlier starts. */
  public String log() throws IOException {
    Path log = base.resolve("log/server.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Edits its {@code standalone.xml}; before the start. */
  public CarillonServer configured(UnaryOperator<String> edit) throws IOException {
    Files.writeString(xml(), edit.apply(Files.readString(xml())));
    return this;
  }

  /** Without the application; before the start. */
  public CarillonServer withoutApplication() throws IOException {
    Files.delete(deployments().resolve("carillon.war"));
    return this;
  }

  /** Adds classes to this server's copy of the WAR. */
  public CarillonServer with(Class<?>... classes) throws IOException {
    Path war = deployments().resolve("carillon.war");
    try (FileSystem files = FileSystems.newFileSystem(war)) {
      for (Class<?> type : classes) {
        String path = type.getName().replace('.', '/') + ".class";
        Path target = files.getPath("WEB-INF/classes", path);
        Files.createDirectories(target.getParent());
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(path)) {
          Files.write(target, bytes.readAllBytes());
        }
      }
    }
    return this;
  }

  /** Copies the configuration of another server; neither may run. */
  CarillonServer configuredLike(CarillonServer other, UnaryOperator<String> edit)
      throws IOException {
    Files.copy(other.xml(), xml(), StandardCopyOption.REPLACE_EXISTING);
    Folders.copy(other.data().resolve("content"), data().resolve("content"));
    return configured(edit);
  }

  /** Launches it; does not wait. */
  public CarillonServer launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(HOME.resolve("bin/standalone.sh").toString());
    command.add("-b=127.0.0.1");
    command.add("-bmanagement=127.0.0.1");
    command.add("-Djboss.server.base.dir=" + base);
    command.add("-Djboss.socket.binding.port-offset=" + offset);
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_OPTS");
    builder.environment().remove("LAUNCH_JBOSS_IN_BACKGROUND");
    Path output = base.resolve("output.txt");
    script = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())).start();
    return this;
  }

  /** Launches it and waits until {@code /ready} answers 200. */
  public CarillonServer start() throws IOException {
    return launch().awaitReady();
  }

  /** Waits until {@code /ready} answers 200. */
  public CarillonServer awaitReady() {
    Http http = new Http(address(), Accounts.VIEWER);
    await("Carillon ready at " + address())
        .pollInterval(Duration.ofMillis(200))
        .atMost(START)
        .until(() -> !script.isAlive() || http.status("/ready") == 200);
    if (!script.isAlive()) {
      throw new IllegalStateException("The server has ended: see " + base);
    }
    return this;
  }

  /** Kills the server's Java process with SIGKILL and waits for its end. */
  public void kill() {
    ProcessHandle java = java();
    Signal.KILL.send(java);
    java.onExit().join();
    script.onExit().join();
  }

  /** Waits until the process has ended. */
  public void awaitExit() {
    script.onExit().join();
  }

  /** Sends SIGTERM, as {@code systemctl stop} does, and waits for the end. */
  public void terminate() {
    java().destroy();
    script.onExit().join();
  }

  /** Stops the process with SIGSTOP: connections stay open and get no answer. */
  public void freeze() {
    Signal.STOP.send(java());
  }

  public void thaw() {
    Signal.CONT.send(java());
  }

  /** The server's own process. */
  public ProcessHandle process() {
    return java();
  }

  /** Whether its process has not ended. */
  public boolean isAlive() {
    return script.isAlive();
  }

  /** Whether WildFly management reports it as running. */
  public boolean isManaged() {
    try (Management management = management()) {
      return management.isRunning();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Of the server's Java process. */
  public long pid() {
    return java().pid();
  }

  /** How much CPU time it has used so far. */
  public Duration cpuTime() {
    return java().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  public int managementPort() {
    return 9990 + offset;
  }

  /** A file in its log directory. */
  public Path log(String name) {
    return base.resolve("log").resolve(name);
  }

  /** A connection to its management, as the console and the CLI have. */
  public Management management() throws IOException {
    return new Management(managementPort());
  }

  @Override
  public void close() {
    if (script != null && script.isAlive()) {
      List<ProcessHandle> family =
          Stream.concat(script.descendants(), Stream.of(script.toHandle())).toList();
      family.forEach(ProcessHandle::destroyForcibly);
      script.onExit().join();
    }
  }

  private Path xml() {
    return base.resolve("configuration/standalone.xml");
  }

  private ProcessHandle java() {
    return script
        .descendants()
        .filter(process -> process.info().command().filter(c -> c.endsWith("java")).isPresent())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No server process"));
  }
}
