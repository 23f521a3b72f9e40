package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.Cli;
import carillon.testkit.GuardedRelay;
import carillon.testkit.SampleTracker;
import carillon.testkit.SharedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The CLI lines of {@code wildfly-config/README.md}, typed into the CLI of a running server. */
@Tag("servers")
class ConsoleIT {
  private static final Path README = Path.of("wildfly-config/README.md");
  private static final Pattern IN_TEXT = Pattern.compile("`(/[a-z][^`\\n]*:[^`\\n]*)`");
  private static final Pattern IN_BLOCK =
      Pattern.compile("^/(?!deployment=)[a-z].*$", Pattern.MULTILINE);
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{ENC::[^}]*}");
  private static final String RELAYS = "carillon.mail.relays";
  private static final String SECRET = "only-the-relay-knows-this";
  private static final String WORKER_LOG =
      "/subsystem=logging/periodic-size-rotating-file-handler=worker_log:";

  private static boolean storeCreated;

  @Test
  void commandsOfTheReadmeWork() throws IOException {
    SharedServer sharedServer = SharedServer.shared();
    List<String> lines = matches(IN_TEXT);
    assertThat(lines).hasSizeGreaterThan(5);
    String before = formatter(sharedServer, WORKER_LOG + "read-attribute(name=named-formatter)");
    try {
      Cli.run(sharedServer.server, lines);
      sharedServer.set("sys_logger_level", "info");
      SampleTracker tracker = sharedServer.tracker(1);
      await("JSON in worker_log")
          .atMost(Duration.ofSeconds(30))
          .until(() -> tracker.save() != null && lastLine(sharedServer).startsWith("{"));
    } finally {
      sharedServer.set("sys_logger_level", "warning");
      Cli.run(
          sharedServer.server,
          List.of(WORKER_LOG + "write-attribute(name=named-formatter,value=%s)".formatted(before)));
    }
  }

  /** Uses a setting whose value is shown instead of the password, which is masked. */
  @Test
  void secretCanComeFromTheCredentialStore() throws IOException {
    SharedServer sharedServer = SharedServer.shared();
    List<String> lines = matches(IN_BLOCK);
    assertThat(lines).hasSize(6);
    String add = lines.get(3).replace("redis_password", "carillon.mail.from-domain");
    Cli.run(
        sharedServer.server,
        List.of(with(expression(sharedServer, lines, "hidden.example.org"), add)));
    try {
      assertThat(sharedServer.admin.get("/settings").toString()).contains("hidden.example.org");
    } finally {
      Cli.run(sharedServer.server, List.of("/system-property=carillon.mail.from-domain:remove"));
    }
  }

  @Test
  void relayPasswordIsOnlyInTheCredentialStore() throws IOException {
    SharedServer sharedServer = SharedServer.shared();
    String usual = SharedServer.settings(sharedServer.redis, sharedServer.inbox.port()).get(RELAYS);
    List<String> lines = matches(IN_BLOCK);
    try (GuardedRelay relay = new GuardedRelay("carillon", SECRET)) {
      String address = "127.0.0.1:%d?tls=none".formatted(relay.port());
      String relays = lines.get(5).replace("mail.example.org:587?tls=starttls", address);
      Cli.run(
          sharedServer.server,
          List.of(with(expression(sharedServer, lines, SECRET), lines.get(4)), relays));
      SampleTracker.Saved saved = sharedServer.tracker(2).save();
      await("mails through the relay with a password")
          .atMost(Duration.ofSeconds(30))
          .until(() -> relay.received(saved.changeset()) == 2);
      assertThat(sharedServer.admin.get("/relays").toString()).doesNotContain(SECRET);
      assertThat(sharedServer.admin.get("/settings").toString()).doesNotContain(SECRET);
      assertThat(filesContaining(SECRET, sharedServer.server.log("worker_log").getParent()))
          .isEmpty();
      assertThat(
              filesContaining(
                  SECRET, sharedServer.server.deployments().resolveSibling("configuration")))
          .isEmpty();
    } finally {
      Cli.run(
          sharedServer.server,
          List.of(
              "/system-property=carillon.mail.relays:write-attribute(name=value,value=\"%s\")"
                  .formatted(usual),
              "/system-property=relay.password:remove"));
    }
  }

  /** The expression for a secret by the README's commands; the store is created only once. */
  private static synchronized String expression(
      SharedServer sharedServer, List<String> lines, String secret) throws IOException {
    List<String> commands = new ArrayList<>(storeCreated ? List.of() : lines.subList(0, 2));
    commands.add(lines.get(2).replace("THE_PASSWORD", secret));
    String output = Cli.run(sharedServer.server, commands);
    storeCreated = true;
    Matcher expression = EXPRESSION.matcher(output);
    assertThat(expression.find()).as(output).isTrue();
    return expression.group();
  }

  private static String with(String expression, String line) {
    return EXPRESSION.matcher(line).replaceFirst(Matcher.quoteReplacement(expression));
  }

  private static List<Path> filesContaining(String secret, Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static String formatter(SharedServer sharedServer, String read) throws IOException {
    Matcher value =
        Pattern.compile("\"result\" => \"([^\"]+)\"")
            .matcher(Cli.run(sharedServer.server, List.of(read)));
    assertThat(value.find()).isTrue();
    return value.group(1);
  }

  private static String lastLine(SharedServer sharedServer) throws IOException {
    try (Stream<String> lines = Files.lines(sharedServer.server.log("worker_log"))) {
      return lines.reduce((first, second) -> second).orElse("");
    }
  }

  private static List<String> matches(Pattern pattern) throws IOException {
    List<String> lines = new ArrayList<>();
    pattern
        .matcher(Files.readString(README))
        .results()
        .map((MatchResult found) -> found.groupCount() > 0 ? found.group(1) : found.group())
        .forEach(lines::add);
    return lines;
  }
}
