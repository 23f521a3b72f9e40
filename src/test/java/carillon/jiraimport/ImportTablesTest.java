package carillon.jiraimport;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import carillon.jiraimport.batch.StagedIssueTable;
import carillon.jiraimport.run.ImportRows;
import carillon.jiraimport.run.ImportRunTable;
import carillon.jiraimport.run.ImportTable;
import carillon.jiraimport.run.JiraImport;
import carillon.jiraimport.run.JiraImport.State;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who runs an import, what is kept of it and for how long, on a real database. */
class ImportTablesTest {
  private final Jdbi jdbi = migrated();
  private final ImportTable imports = new ImportTable(jdbi);
  private final ImportRunTable runs = new ImportRunTable(jdbi);
  private final StagedIssueTable fetched = new StagedIssueTable(jdbi);
  private long id;

  Jdbi migrated() {
    return MigratedDatabases.h2();
  }

  @BeforeEach
  void anImport() {
    id = ImportRows.insert(jdbi, imports, "asker@example.org");
  }

  private JiraImport job() {
    return imports.find(id).orElseThrow();
  }

  private void makeOlder(String column, String by) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update jira_import set " + column + " = " + column + " - interval " + by));
  }

  private List<JsonNode> documents(int count) {
    return IntStream.rangeClosed(1, count)
        .<JsonNode>mapToObj(i -> JsonNodeFactory.instance.objectNode().put("id", i))
        .toList();
  }

  @Test
  void onlyOneOfManyTakesItAndOnlyOneExecutionRunsIt() {
    assertThat(runs.claim(id)).isTrue();
    assertThat(runs.claim(id)).isFalse();
    assertThat(runs.began(id, 7)).isTrue();
    assertThat(runs.began(id, 8)).as("by hand, beside the other").isFalse();
    runs.ended(id, 8, State.DONE);
    assertThat(job().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void importOfAnotherServerResumesOnlyAfterItsDeath() {
    runs.claim(id);
    runs.began(id, 7);
    assertThat(runs.abandoned()).isEmpty();
    makeOlder("heartbeat_at", "'16' second");
    assertThat(runs.abandoned()).containsExactly(id);
    assertThat(runs.abandoned()).as("it is somebody's now").isEmpty();
    assertThat(job().state()).isEqualTo(State.WAITING);
  }

  @Test
  void importResumesWhenItsServerStarts() {
    runs.claim(id);
    runs.began(id, 7);
    runs.goOn();
    assertThat(runs.abandoned()).containsExactly(id);
    assertThat(job().executionId()).as("it is the one to go on with").isEqualTo(7);
  }

  private void serverDies(long execution) {
    assertThat(runs.claim(id)).isTrue();
    runs.began(id, execution);
    runs.goOn();
  }

  @Test
  void importThatKillsItsServerTwiceWaitsForAnAdministrator() {
    serverDies(7);
    assertThat(runs.abandoned()).as("once may be chance").containsExactly(id);
    serverDies(8);

    assertThat(runs.abandoned()).isEmpty();
    runs.keepStopped();
    runs.goOn();
    assertThat(runs.abandoned()).as("after another start").isEmpty();
    assertThat(job().state()).isEqualTo(State.STOPPED);
    assertThat(job().error()).contains("died twice");
    assertThat(job().credentials()).as("it may go on").isNotNull();
    assertThat(runs.deadly()).containsExactly(id);

    assertThat(runs.again(id, "sealed")).isTrue();
    assertThat(job().error()).isNull();
    assertThat(runs.deadly()).isEmpty();
    serverDies(9);
    assertThat(runs.abandoned()).as("it counts anew").containsExactly(id);
  }

  @Test
  void deathsOfAnImportThatComesOnDoNotCount() {
    for (int execution = 7; execution < 12; execution++) {
      serverDies(execution);
      assertThat(runs.abandoned()).containsExactly(id);
      imports.count(id, 0, 1);
    }
  }

  @Test
  void orderlyStopsOfTheServerAreNoDeaths() {
    for (int execution = 7; execution < 12; execution++) {
      runs.claim(id);
      runs.began(id, execution);
      runs.ended(id, execution, State.STOPPED);
      runs.goOn();
      assertThat(runs.abandoned()).containsExactly(id);
    }
  }

  @Test
  void importThatKillsOneNodeAfterTheOtherWaitsToo() {
    for (int execution = 7; execution < 9; execution++) {
      runs.claim(id);
      runs.began(id, execution);
      makeOlder("heartbeat_at", "'16' second");
      jdbi.useHandle(handle -> handle.execute("update jira_import set node = 'another'"));
      assertThat(runs.abandoned()).hasSize(8 - execution);
    }
    assertThat(job().state()).isEqualTo(State.STOPPED);
  }

  /** The server lives: only the database was away for as long. */
  @Test
  void aHeartbeatOfThisServerThatWasLateIsNoDeath() {
    for (int execution = 7; execution < 12; execution++) {
      runs.claim(id);
      runs.began(id, execution);
      makeOlder("heartbeat_at", "'16' second");
      assertThat(runs.abandoned()).containsExactly(id);
    }
  }

  @Test
  void importStoppedByHandStaysStoppedWhenItsServerStarts() {
    runs.claim(id);
    runs.began(id, 7);
    runs.ended(id, 7, State.STOPPED);
    runs.keepStopped();
    runs.goOn();
    assertThat(runs.abandoned()).as("the server may be stopping").containsExactly(id);

    runs.claim(id);
    runs.began(id, 8);
    runs.ended(id, 8, State.STOPPED);
    makeOlder("heartbeat_at", "'3' second");
    runs.keepStopped();
    runs.goOn();
    assertThat(runs.abandoned()).isEmpty();
    assertThat(job().state()).isEqualTo(State.STOPPED);
    assertThat(runs.again(id, "sealed")).isTrue();
  }

  @Test
  void stopRequestIsFinal() {
    runs.claim(id);
    runs.began(id, 7);
    assertThat(runs.renewed(id, 7)).isTrue();
    assertThat(runs.renewed(id, 6)).as("another run").isFalse();
    imports.error(id, 6, "of another run");
    assertThat(job().error()).isNull();
    assertThat(runs.stop(id)).isTrue();
    assertThat(runs.renewed(id, 7)).isFalse();
    runs.ended(id, 7, State.STOPPED);
    runs.goOn();
    assertThat(runs.abandoned()).isEmpty();
    assertThat(job().credentials()).isNotNull();

    runs.began(id, 8);
    assertThat(runs.renewed(id, 8)).as("it was started by hand").isTrue();
    runs.ended(id, 8, State.DONE);
    assertThat(runs.stop(id)).isFalse();
  }

  @Test
  void waitingImportIsStoppedAtOnce() {
    assertThat(runs.stop(id)).isTrue();
    assertThat(runs.claim(id)).isFalse();
    assertThat(runs.again(id, "sealed")).isTrue();
    assertThat(runs.claim(id)).isTrue();
  }

  @Test
  void withItsEndTheCredentialsGoAndSomebodyIsToBeToldUntilToldSo() {
    runs.claim(id);
    runs.began(id, 7);
    runs.ended(id, 7, State.FAILED);
    assertThat(job().credentials()).isNull();
    assertThat(runs.toTell()).containsExactly(id);
    assertThat(runs.tells(id, Duration.ofSeconds(10))).isTrue();
    assertThat(runs.tells(id, Duration.ofSeconds(10))).as("another node").isFalse();
    assertThat(runs.toTell()).isEmpty();
    makeOlder("tell_at", "'11' second");
    assertThat(runs.toTell()).containsExactly(id);
    runs.told(id);
    assertThat(runs.toTell()).isEmpty();
  }

  @Test
  void anIssueIsKeptOnceAndGoesWhenItIsWritten() {
    assertThat(fetched.keep(id, documents(3))).isEqualTo(3);
    assertThat(fetched.keep(id, documents(4))).isEqualTo(1);
    assertThat(fetched.next(id, 1, 2)).containsExactly(2L, 3L);
    fetched.written(id, List.of(2L, 3L));
    assertThat(fetched.next(id, 0, 10)).hasSize(2);
  }

  @Test
  void stagedIssuesOfAFailedImportArePurgedInSmallBatches() {
    fetched.keep(id, documents(5));
    runs.claim(id);
    runs.began(id, 7);
    assertThat(fetched.purge(Duration.ZERO, 3)).as("it is under way").isZero();
    runs.ended(id, 7, State.FAILED);
    assertThat(fetched.purge(Duration.ofDays(30), 3)).isZero();
    makeOlder("ended_at", "'31' day");
    assertThat(fetched.purge(Duration.ofDays(30), 3)).isEqualTo(3);
    assertThat(fetched.purge(Duration.ofDays(30), 3)).isEqualTo(2);
    assertThat(fetched.next(id, 0, 10)).isEmpty();
  }
}
