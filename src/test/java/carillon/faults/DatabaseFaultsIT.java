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
 * The database has its troubles: nobody can save then, and hears so; what was saved is told, once.
 */
class DatabaseFaultsIT {
  /** A run that could not say that it failed is taken for dead first, and pools recover slowly. */
  private static final int LEASE = 30;

  private static TwoNodeCluster twoNodeCluster;

  @Tag("faults")
  @ParameterizedTest
  @MethodSource
  void telling(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.stage(twoNodeCluster.one)).undergo(faultScenario);
  }

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void further(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.stage(twoNodeCluster.one)).undergo(faultScenario);
  }

  static Stream<FaultScenario> telling() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    return Stream.of(
        FaultScenario.of("Database: crashed, restarted after 10 s, mails on their way")
            .begins(
                () -> {
                  // So that it happens in the middle of conversations.
                  twoNodeCluster.inbox.answerAfter(Duration.ofMillis(100));
                  SaveLoad.pass(Duration.ofSeconds(1));
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

  static Stream<FaultScenario> further() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    return Stream.of(exhausted(), deadlocked(), slow());
  }

  private static FaultScenario exhausted() {
    ScheduledExecutorService hoarder = Executors.newScheduledThreadPool(2);
    List<Connection> hoard = new CopyOnWriteArrayList<>();
    return FaultScenario.of("Database: all its connections taken by others")
        .begins(
            () -> {
              hoard(hoard);
              hoarder.scheduleWithFixedDelay(() -> hoard(hoard), 0, 1, TimeUnit.MILLISECONDS);
              hoarder.scheduleWithFixedDelay(
                  () -> driveOut(hoard.get(0)), 0, 500, TimeUnit.MILLISECONDS);
            })
        .ends(
            () -> {
              hoarder.shutdown();
              assertThat(hoarder.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
              for (Connection one : hoard) {
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

  /** First what a save touches last, then what it touched first. */
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
      return; // PostgreSQL chose this one; the next round is soon.
    }
  }

  private static void hoard(List<Connection> hoard) {
    try {
      Connection one = twoNodeCluster.postgres.dataSource("postgres").getConnection();
      hoard.add(one);
      execute(one, "set application_name = 'hoarder'");
    } catch (SQLException none) {
      return; // All are taken, as is wanted.
    }
  }

  /** All others, whose place is then taken. */
  private static void driveOut(Connection mine) {
    try {
      execute(
          mine,
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where backend_type = 'client backend' and application_name <> 'hoarder'");
    } catch (SQLException hurt) {
      return; // The next round is soon.
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
