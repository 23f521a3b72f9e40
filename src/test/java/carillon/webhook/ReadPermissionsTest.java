package carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import carillon.notification.TrackerRows;
import carillon.notification.event.ChangeSummary;
import carillon.notification.event.ChangeSummaryTable;
import carillon.notification.event.FieldTable;
import carillon.notification.recipients.Access;
import carillon.notification.recipients.Person;
import carillon.notification.snapshot.AccountTable;
import carillon.notification.snapshot.ReadPermissionTable;
import carillon.testkit.RandomCases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * Mails and webhooks decide who may read what in two places: mails for thousands at once in memory,
 * webhooks for one person in SQL. Both must come to the same answer.
 */
class ReadPermissionsTest {
  private static final List<String> STATUSES =
      List.of("ACTIVE", "RESTRICTED", "SUSPENDED", "DELETED");

  private final Jdbi jdbi = migrated();
  private final TrackerRows rows = new TrackerRows(jdbi);
  private final VisibleChangesetTable webhooks = new VisibleChangesetTable();
  private final ReadPermissionTable permissions = new ReadPermissionTable(jdbi);
  private final AccountTable accounts = new AccountTable(jdbi);
  private final ChangeSummaryTable summaries = new ChangeSummaryTable(jdbi, new FieldTable(jdbi));
  private final long author = rows.user("author");
  private final long reader = rows.user("reader");
  private final long[] groups = {
    rows.group("one"), rows.group("two", reader), rows.group("three", author)
  };

  Jdbi migrated() {
    return MigratedDatabases.h2();
  }

  @Test
  void mailsAndWebhooksShowTheSameToTheSamePerson() {
    webhooks.jdbi = jdbi;
    int[] seen = new int[2];
    RandomCases.check(
        random -> {
          randomAccess(random);
          long artifact = rows.artifact(author);
          long changeset =
              rows.changeset(
                  artifact, author, "hm", Map.of(rows.title, "\"One\"", rows.secret, "\"x\""));
          restrict(random, "tracker_view_group", "tracker_id", rows.tracker);
          restrict(random, "artifact_view_group", "artifact_id", artifact);
          restrict(random, "changeset_comment_group", "changeset_id", changeset);
          restrict(random, "field_read_group", "field_id", rows.secret);

          String byMail = byMail(artifact, changeset);
          assertThat(byWebhook(changeset)).isEqualTo(byMail);
          seen[byMail.equals("nothing") ? 0 : 1]++;
        });
    assertThat(seen).as("cases in which the person sees nothing, something").doesNotContain(0);
  }

  private void randomAccess(Random random) {
    execute(
        "update project set visibility = ? where id = ?",
        random.nextBoolean() ? "PUBLIC" : "PRIVATE",
        rows.project);
    execute(
        "update user_account set status = ? where id = ?",
        STATUSES.get(random.nextInt(STATUSES.size())),
        reader);
    execute("delete from project_member where user_id = ?", reader);
    if (random.nextBoolean()) {
      execute(
          "insert into project_member (project_id, user_id) values (?, ?)", rows.project, reader);
    }
    execute("delete from user_group_member where user_id = ?", reader);
    for (long group : groups) {
      if (random.nextInt(3) == 0) {
        execute("insert into user_group_member values (?, ?)", group, reader);
      }
    }
  }

  private void restrict(Random random, String table, String column, long id) {
    execute("delete from " + table + " where " + column + " = ?", id);
    if (random.nextBoolean()) {
      for (long group : groups) {
        if (random.nextBoolean()) {
          execute("insert into " + table + " (" + column + ", group_id) values (?, ?)", id, group);
        }
      }
    }
  }

  private String byMail(long artifact, long changeset) {
    ChangeSummary summary = summaries.of(rows.task(artifact, changeset)).get(0);
    Access access = permissions.access(summary);
    Person person =
        accounts
            .read(
                rows.project,
                new AccountTable.Wanted(List.of(reader), List.of(), List.of(), List.of()))
            .get(0)
            .person();
    return person.inUse() && access.seesArtifact(person)
        ? shown(access.readsComment(person, changeset), access.readsField(person, rows.secret))
        : "nothing";
  }

  private String byWebhook(long changeset) {
    Optional<VisibleChangesetTable.Seen> seen = webhooks.seen(reader, changeset);
    return seen.map(
            one ->
                shown(
                    one.comment() != null,
                    webhooks.state(reader, one).values().containsKey("secret")))
        .orElse("nothing");
  }

  private static String shown(boolean comment, boolean field) {
    return "artifact" + (comment ? ", comment" : "") + (field ? ", field" : "");
  }

  private void execute(String sql, Object... values) {
    jdbi.useHandle(handle -> handle.execute(sql, values));
  }
}
