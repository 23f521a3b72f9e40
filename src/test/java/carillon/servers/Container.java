package carillon.servers;

import carillon.testkit.Ports;
import carillon.testkit.PostgresServer;
import carillon.testkit.RedisServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A container of {@link ContainerImage} without an engine: the entrypoint, run by a user who has no
 * capability and may get none. Its two volumes stay when it is started again.
 */
final class Container implements AutoCloseable {
  static final String ADMIN_PASSWORD = "of-the-administrator-0123456789";
  static final String SECRETS_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static final int OFFSET = Integer.getInteger("carillon.it.port-offset", 500) + 170;
  private static final String USER = "10001";

  private final ContainerImage image;
  private final Map<String, String> environment;
  private Process process;

  Container(ContainerImage image, PostgresServer postgres, RedisServer redis) throws IOException {
    this.image = image;
    Path secrets = Files.createDirectories(image.folder().resolve("secrets"));
    Files.writeString(secrets.resolve("admin_password"), ADMIN_PASSWORD + "\n");
    Files.writeString(secrets.resolve("database_password"), "trusted\n");
    Files.writeString(secrets.resolve("redis_password"), RedisServer.PASSWORD + "\n");
    Files.writeString(secrets.resolve("secrets_key"), SECRETS_KEY + "\n");
    this.environment =
        Map.ofEntries(
            Map.entry("PATH", System.getenv("PATH")),
            Map.entry("CARILLON_HOME", image.path("/opt/carillon").toString()),
            Map.entry("CARILLON_DATA", writable("data").toString()),
            Map.entry("CARILLON_LOG", writable("log").toString()),
            Map.entry("CARILLON_RUN", writable("run").toString()),
            Map.entry("CARILLON_BIND", "127.0.0.1"),
            Map.entry("CARILLON_MANAGEMENT_PORT", Integer.toString(9990 + OFFSET)),
            Map.entry("DATABASE_URL", postgres.dataSource("postgres").getURL()),
            Map.entry("DATABASE_USER", "carillon"),
            Map.entry("DATABASE_PASSWORD_FILE", secrets.resolve("database_password").toString()),
            Map.entry("redis_server", "127.0.0.1"),
            Map.entry("redis_port", Integer.toString(redis.port())),
            Map.entry("redis_password_FILE", secrets.resolve("redis_password").toString()),
            Map.entry("CARILLON_SECRETS_KEY_FILE", secrets.resolve("secrets_key").toString()),
            Map.entry("CARILLON_ADMIN_USER", "admin"),
            Map.entry("CARILLON_ADMIN_PASSWORD_FILE", secrets.resolve("admin_password").toString()),
            Map.entry("sys_async_emails", "all"),
            Map.entry("SMTP_HOST", "127.0.0.1"),
            Map.entry("SMTP_PORT", Integer.toString(Ports.free())));
  }

  private Path writable(String name) throws IOException {
    Path folder = Files.createDirectories(image.folder().resolve(name));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    if (asRoot()) {
      Files.setAttribute(folder, "unix:uid", Integer.valueOf(USER));
    }
    return folder;
  }

  static boolean asRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  void start() throws IOException {
    process = process("entrypoint.sh", "-Djboss.socket.binding.port-offset=" + OFFSET).start();
  }

  /** Runs a script of the image and tells its exit status. */
  int run(String script, String... arguments) throws Exception {
    return process(script, arguments).start().waitFor();
  }

  /** The exit status of an entrypoint that has a further variable and must not start. */
  int entrypoint(String variable, String value) throws Exception {
    ProcessBuilder builder = process("entrypoint.sh", "--version");
    builder.environment().put(variable, value);
    return builder.start().waitFor();
  }

  private ProcessBuilder process(String script, String... arguments) {
    List<String> command = new ArrayList<>();
    if (asRoot()) {
      command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
      command.addAll(List.of("--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--"));
    }
    Path installed = image.path("/usr/local/bin/" + script);
    command.add(installed.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(image.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(image.environment());
    builder.environment().putAll(environment);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(image.folder().resolve("output.txt").toFile()));
  }

  /** As {@code docker stop} does it; the exit status. */
  int terminate() throws Exception {
    process.destroy();
    return process.waitFor();
  }

  /**
   * @param account name and password, empty for nobody
   * @return 0 when nobody answers
   */
  int status(String path, String account) {
    URI uri = URI.create("http://127.0.0.1:" + (8080 + OFFSET) + "/carillon" + path);
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      if (!account.isEmpty()) {
        byte[] pair = account.getBytes(StandardCharsets.UTF_8);
        connection.setRequestProperty(
            "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
      }
      int status = connection.getResponseCode();
      connection.disconnect();
      return status;
    } catch (IOException away) {
      return 0;
    }
  }

  /** The file of the accounts. */
  String accounts() throws IOException {
    return Files.readString(image.folder().resolve("data/accounts/application-users.properties"));
  }

  /** The folders of the two volumes. */
  List<Path> written() {
    return List.of(image.folder().resolve("data"), image.folder().resolve("log"));
  }

  /** What a process list shows of its processes. */
  String commandLines() throws IOException {
    StringBuilder all = new StringBuilder();
    for (ProcessHandle one : family()) {
      all.append(Files.readString(Path.of("/proc/" + one.pid() + "/cmdline")).replace('\0', ' '));
    }
    return all.toString();
  }

  /** How many bytes of heap the JVM takes in a container with this limit, such as {@code 1g}. */
  long heapWithin(String limit) throws Exception {
    Path flags = image.folder().resolve("flags.txt");
    String sizing = image.environment().get("JBOSS_JAVA_SIZING");
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(List.of(sizing.split(" ")));
    command.addAll(List.of("-XX:MaxRAM=" + limit, "-XX:+PrintFlagsFinal", "-version"));
    Process java =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(flags.toFile())
            .start();
    if (java.waitFor() != 0) {
      throw new IOException(Files.readString(flags));
    }
    try (Stream<String> lines = Files.lines(flags)) {
      return lines
          .filter(line -> line.contains(" MaxHeapSize "))
          .map(line -> line.replaceAll(".* = +(\\d+) .*", "$1"))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow();
    }
  }

  /** Whom its processes belong to. */
  String user() throws IOException {
    return Files.getAttribute(Path.of("/proc/" + process.pid()), "unix:uid").toString();
  }

  private List<ProcessHandle> family() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  @Override
  public void close() {
    family().forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }
}
