package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
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
@Tag("faults")
class ConsoleIT {
  private static final Path README = Path.of("wildfly-config/README.md");
  private static final Pattern IN_TEXT = Pattern.compile("`(/[a-z][^`\\n]*:[^`\\n]*)`");
  private static final Pattern IN_BLOCK =
      Pattern.compile("^/(?!deployment=)[a-z].*$", Pattern.MULTILINE);
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{ENC::[^}]*}");
  private static final String WORKER_LOG =
      "/subsystem=logging/periodic-size-rotating-file-handler=worker_log:";

  @Test
  void everyLineOfTheTablesWorks() throws IOException {
    Site site = Site.shared();
    List<String> lines = matches(IN_TEXT);
    assertThat(lines).hasSizeGreaterThan(5);
    String before = formatter(site, WORKER_LOG + "read-attribute(name=named-formatter)");
    try {
      Cli.run(site.server, lines);
      site.set("sys_logger_level", "info");
      SampleTracker tracker = site.tracker(1);
      await("JSON in worker_log")
          .atMost(Duration.ofSeconds(30))
          .until(() -> tracker.save() != null && lastLine(site).startsWith("{"));
    } finally {
      site.set("sys_logger_level", "warning");
      Cli.run(
          site.server,
          List.of(WORKER_LOG + "write-attribute(name=named-formatter,value=%s)".formatted(before)));
    }
  }

  /** With a setting whose value can be looked up in place of the password, which is masked. */
  @Test
  void aSecretNeedNotStandInTheConfigurationInClearText() throws IOException {
    Site site = Site.shared();
    List<String> lines = matches(IN_BLOCK);
    assertThat(lines).hasSize(4);
    lines.replaceAll(line -> line.replace("THE_PASSWORD", "hidden.example.org"));
    String said = Cli.run(site.server, lines.subList(0, 3));
    Matcher expression = EXPRESSION.matcher(said);
    assertThat(expression.find()).as(said).isTrue();
    String add =
        EXPRESSION
            .matcher(lines.get(3).replace("redis_password", "carillon.mail.from-domain"))
            .replaceFirst(Matcher.quoteReplacement(expression.group()));
    Cli.run(site.server, List.of(add));
    try {
      assertThat(site.admin.get("/settings").toString()).contains("hidden.example.org");
    } finally {
      Cli.run(site.server, List.of("/system-property=carillon.mail.from-domain:remove"));
    }
  }

  private static String formatter(Site site, String read) throws IOException {
    Matcher value =
        Pattern.compile("\"result\" => \"([^\"]+)\"").matcher(Cli.run(site.server, List.of(read)));
    assertThat(value.find()).isTrue();
    return value.group(1);
  }

  private static String lastLine(Site site) throws IOException {
    try (Stream<String> lines = Files.lines(site.server.log("worker_log"))) {
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
