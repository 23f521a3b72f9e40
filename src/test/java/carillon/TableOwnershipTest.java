package carillon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each table has one package that writes it. Data is a way to know each other, too: which package
 * reads another's tables is said here, as {@link ArchitectureTest} says who imports whom.
 */
class TableOwnershipTest {
  private static final Path SOURCES = Path.of("src/main/java/carillon");
  private static final Path MIGRATIONS = Path.of("src/main/resources/db");

  private static final Map<String, List<String>> TABLES =
      Map.ofEntries(
          Map.entry(
              "tracker",
              List.of(
                  "artifact",
                  "artifact_value",
                  "artifact_view_group",
                  "changeset",
                  "changeset_comment_group",
                  "changeset_value",
                  "field",
                  "field_choice",
                  "field_read_group",
                  "notification_rule",
                  "notification_rule_address",
                  "notification_rule_group",
                  "notification_rule_user",
                  "project",
                  "project_member",
                  "tracker",
                  "tracker_view_group",
                  "user_account",
                  "user_group",
                  "user_group_member")),
          Map.entry("dispatch", List.of("task", "folded_changeset", "task_retention")),
          Map.entry(
              "notification",
              List.of(
                  "delivery",
                  "skipped",
                  "address_unsubscription",
                  "artifact_unsubscription",
                  "tracker_subscription",
                  "token_key")),
          Map.entry("webhook", List.of("webhook", "webhook_delivery")),
          Map.entry(
              "jiraimport",
              List.of(
                  "jira_entry",
                  "jira_fetched",
                  "jira_fetched_keyed",
                  "jira_import",
                  "jira_issue",
                  "jira_issue_keyed",
                  "jira_person",
                  "jira_warning")),
          Map.entry("http", List.of("audit_entry", "idempotent_answer")),
          Map.entry("node", List.of("node_state")),
          Map.entry("mail", List.of("suppression")),
          Map.entry("operatormail", List.of("system_mail", "mail_test")),
          Map.entry("outbound", List.of("secrets_key_proof")),
          Map.entry(
              "systemcheck", List.of("system_check_count", "system_check_slot", "system_event")));

  /** Who reads whose tables without writing them. */
  private static final Map<String, Set<String>> MAY_READ =
      Map.of(
          "notification", Set.of("tracker", "dispatch"),
          "webhook", Set.of("tracker"),
          "jiraimport", Set.of("tracker"),
          "monitoring", Set.of("dispatch"));

  /** An unsubscribe link changes one column of a person, for whom nobody is signed in. */
  private static final Set<String> WRITTEN_BY_OTHERS = Set.of("notification: update user_account");

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
  private static final Pattern LITERAL =
      Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
  private static final Pattern NAMED =
      Pattern.compile("\\b(delete from|insert into|merge into|from|join|update)\\s+(\\w+)");
  private static final Pattern CREATED =
      Pattern.compile("(?i)create table (?:if not exists )?(\\w+)");

  @Test
  void everyTableHasOneOwner() throws IOException {
    Set<String> created = new TreeSet<>();
    for (Path migration : files(MIGRATIONS, ".sql")) {
      Matcher table = CREATED.matcher(Files.readString(migration));
      while (table.find()) {
        created.add(table.group(1));
      }
    }
    assertThat(owners().keySet()).containsExactlyInAnyOrderElementsOf(created);
  }

  @Test
  void foreignTablesAreOnlyReadAndOnlyByWhomTheTableNames() throws IOException {
    Map<String, String> owners = owners();
    Set<String> refused = new TreeSet<>();
    int statements = 0;
    for (Path source : files(SOURCES, ".java")) {
      String from = SOURCES.relativize(source).getName(0).toString();
      Matcher named = NAMED.matcher(literals(Files.readString(source)));
      while (named.find()) {
        String owner = owners.get(named.group(2));
        if (owner == null) {
          continue;
        }
        statements++;
        boolean reads = named.group(1).equals("from") || named.group(1).equals("join");
        boolean allowed = reads && MAY_READ.getOrDefault(from, Set.of()).contains(owner);
        if (!owner.equals(from)
            && !allowed
            && !WRITTEN_BY_OTHERS.contains(from + ": " + named.group())) {
          refused.add(source + ": " + named.group());
        }
      }
    }
    assertThat(refused).as("SQL on another package's tables").isEmpty();
    assertThat(statements).isGreaterThan(100);
  }

  private static Map<String, String> owners() {
    Map<String, String> owners = new HashMap<>();
    TABLES.forEach((owner, tables) -> tables.forEach(table -> owners.put(table, owner)));
    return owners;
  }

  /** The texts of a source, one after the other: a statement is often written in several. */
  private static String literals(String source) {
    StringBuilder texts = new StringBuilder();
    Matcher literal = LITERAL.matcher(COMMENT.matcher(source).replaceAll(" "));
    while (literal.find()) {
      texts.append(literal.group(1) == null ? literal.group(2) : literal.group(1));
    }
    return texts.toString();
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
