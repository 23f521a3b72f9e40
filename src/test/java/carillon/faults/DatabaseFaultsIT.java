package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.testkit.SaveLoad;
import carillon.testkit.TwoNodeCluster;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults of the database. Saves may fail and say so; each committed save is notified exactly once.
 */
class DatabaseFaultsIT {
  /** Seconds. A run that could not report its failure keeps its lease; pools recover slowly. */
  private static final int LEASE = 30;

  private static TwoNodeCluster twoNodeCluster;

  @Tag("faults")
  @ParameterizedTest
  @MethodSource
  void commonFault(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.environmentAt(twoNodeCluster.one)).run(faultScenario);
  }

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void furtherFault(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.environmentAt(twoNodeCluster.one)).run(faultScenario);
  }

  static Stream<FaultScenario> commonFault() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    return Stream.of(
        FaultScenario.of("Database: crashed while mails were being sent, restarted after 10 s")
            .begins(
                () -> {
                  // The crash must hit open SMTP conversations.
                  twoNodeCluster.inbox.answerAfter(Duration.ofMillis(100));
                  SaveLoad.waitFor(Duration.ofSeconds(1));
                  twoNodeCluster.postgres.stop();
                })
            .ends(
                () -> {
                  twoNodeCluster.postgres.startAgain();
                  twoNodeCluster.inbox.answerAfter(Duration.ZERO);
                })
            .savesMayFail()
            .normalWithin(LEASE));
  }

  static Stream<FaultScenario> furtherFault() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    return Stream.of(exhausted(), deadlocked(), slow());
  }

  private static FaultScenario exhausted() {
    ScheduledExecutorService occupier = Executors.newScheduledThreadPool(2);
    List<Connection> connections = new CopyOnWriteArrayList<>();
    return FaultScenario.of("Database: all connections taken by other clients")
        .begins(
            () -> {
              connect(connections);
              occupier.scheduleWithFixedDelay(
                  () -> connect(connections), 0, 1, TimeUnit.MILLISECONDS);
              occupier.scheduleWithFixedDelay(
                  () -> terminateOthers(connections.get(0)), 0, 500, TimeUnit.MILLISECONDS);
            })
        .ends(
            () -> {
              occupier.shutdown();
              assertThat(occupier.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
              for (Connection one : connections) {
                one.close();
              }
            })
        .savesMayFail()
        .normalWithin(LEASE);
  }

  private static FaultScenario deadlocked() {
    ScheduledExecutorService other = Executors.newSingleThreadScheduledExecutor();
    return FaultScenario.of("Database: deadlocks")
        .begins(
            () ->
                other.scheduleWithFixedDelay(
                    DatabaseFaultsIT::lockCrosswise, 0, 500, TimeUnit.MILLISECONDS))
        .lasts(10)
        .ends(
            () -> {
              other.shutdown();
              assertThat(other.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
              assertThat(number("select sum(deadlocks) from pg_stat_database")).isPositive();
            })
        .savesMayFail();
  }

  private static FaultScenario slow() {
    return FaultScenario.of("Database: each commit of a change takes 200 ms")
        .begins(
            () ->
                execute(
                    """
                    create function slow() returns trigger language plpgsql as
                      'begin perform pg_sleep(0.2); return null; end';
                    create constraint trigger slow after insert on changeset
                      deferrable initially deferred for each row execute function slow();
                    """))
        .ends(() -> execute("drop trigger slow on changeset; drop function slow()"))
        .savesWithin(Duration.ofMillis(600));
  }

  /** Locks the tables in the reverse order of a save. */
  private static void lockCrosswise() {
    try {
      execute(
          """
          begin;
          lock table task in share row exclusive mode;
          select pg_sleep(0.3);
          lock table changeset in share row exclusive mode;
          commit;
          """);
    } catch (SQLException victim) {
      return; // PostgreSQL chose this transaction; the next one starts soon.
    }
  }

  private static void connect(List<Connection> connections) {
    try {
      Connection one = twoNodeCluster.postgres.dataSource("postgres").getConnection();
      connections.add(one);
      execute(one, "set application_name = 'occupier'");
    } catch (SQLException exhausted) {
      return; // All connections are taken, as intended.
    }
  }

  /** Terminates the connections of all other clients. */
  private static void terminateOthers(Connection mine) {
    try {
      execute(
          mine,
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where backend_type = 'client backend' and application_name <> 'occupier'");
    } catch (SQLException terminated) {
      return; // Tried again soon.
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = twoNodeCluster.postgres.dataSource("postgres").getConnection()) {
      execute(connection, sql);
    }
  }

  private static long number(String sql) throws SQLException {
    try (Connection connection = twoNodeCluster.postgres.dataSource("postgres").getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
