package carillon.jiraimport.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

/** User names for people who have no account here, on a real database. */
class FreeUsernamesTest {
  private final Jdbi jdbi = MigratedDatabases.h2();
  private final AtomicInteger queries = new AtomicInteger();
  private final FreeUsernames freeUsernames = new FreeUsernames(new UserMappingTable(jdbi));

  private void taken(String... names) {
    for (String name : names) {
      jdbi.useHandle(
          handle ->
              handle.execute(
                  "insert into user_account (version, username, real_name, email, status, locale,"
                      + " timezone, mail_format, own_actions, all_updates, unsubscribed_from_all)"
                      + " values (0, ?, 'x', 'x@example.org', 'ACTIVE', 'en', 'UTC', 'HTML', true,"
                      + " true, false)",
                  name));
    }
  }

  private void count() {
    jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logAfterExecution(StatementContext context) {
            queries.incrementAndGet();
          }
        });
  }

  @Test
  void manyPeopleWithoutLatinLettersCostOneQuery() {
    taken("jira-user", "jira-user-3", "jira-user-x");
    count();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      names.add(freeUsernames.of("李雷 " + "韩".repeat(i % 7)));
    }

    assertThat(names)
        .hasSize(10_000)
        .contains("jira-user-2", "jira-user-4", "jira-user-10002")
        .doesNotContain("jira-user", "jira-user-3");
    assertThat(queries).hasValue(1);
  }

  @Test
  void soDoPeopleOfOneName() {
    taken("former-user");
    count();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      names.add(freeUsernames.of("Former user"));
    }

    assertThat(names).hasSize(200).contains("former-user-2", "former-user-201");
    assertThat(queries).hasValue(1);
  }

  @Test
  void namesAreLowerCaseLettersDigitsAndHyphens() {
    assertThat(freeUsernames.of("  Ann-Marie O'Hara! ")).isEqualTo("ann-marie-o-hara");
    assertThat(freeUsernames.of("x".repeat(300))).hasSize(50);
    assertThat(freeUsernames.of("100% _a")).isEqualTo("100-a");
  }
}
