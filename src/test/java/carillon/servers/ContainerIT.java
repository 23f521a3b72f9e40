package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.PostgresServer;
import carillon.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The image without an engine: the Dockerfile's steps run in a folder, and its entrypoint as a user
 * who owns none of the program's files and has no capability.
 */
@Tag("servers")
class ContainerIT {
  private static ContainerImage image;
  private static PostgresServer postgres;
  private static RedisServer redis;
  private static Container container;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(PostgresServer.programs().isPresent(), "PostgreSQL is not installed");
    image = ContainerImage.built();
    postgres = PostgresServer.start();
    redis = new RedisServer(Path.of("target/faults/container-redis")).start();
    container = new Container(image, postgres, redis);
    container.start();
    await("ready").atMost(Duration.ofMinutes(2)).until(() -> container.status("/ready", "") == 200);
  }

  @AfterAll
  static void stop() throws Exception {
    if (container != null) {
      container.close();
    }
    if (redis != null) {
      redis.close();
    }
    if (postgres != null) {
      postgres.close();
    }
    if (image != null) {
      image.close();
    }
  }

  @Test
  void onlyTheStepThatMakesTheUserNeedsAnEngine() {
    assertThat(image.skipped()).hasSize(1).first().asString().startsWith("groupadd ");
  }

  @Test
  void databaseIsPostgres() throws SQLException {
    try (Connection connection = postgres.dataSource("postgres").getConnection();
        Statement statement = connection.createStatement();
        ResultSet tables =
            statement.executeQuery(
                "select count(*) from information_schema.tables where table_schema = 'public'")) {
      assertThat(tables.next()).isTrue();
      assertThat(tables.getInt(1)).isGreaterThan(10);
    }
  }

  @Test
  void administratorOfTheSecretFileSignsIn() throws IOException {
    assertThat(container.status("/api/v1/projects", "admin:" + Container.ADMIN_PASSWORD))
        .isEqualTo(200);
    assertThat(container.status("/api/v1/projects", "admin:wrong")).isEqualTo(401);
    assertThat(container.status("/api/v1/projects", "")).isEqualTo(401);
  }

  @Test
  void accountOfAddUserOutlivesTheContainer() throws Exception {
    assertThat(
            container.run("add-user", "-a", "-u", "eve", "-p", "of-eve-1", "-g", "carillon-viewer"))
        .isZero();
    String lines = container.accounts();
    assertThat(container.terminate()).as("exit status after SIGTERM").isIn(0, 143);
    container.start();
    await("ready").atMost(Duration.ofMinutes(2)).until(() -> container.status("/ready", "") == 200);
    assertThat(container.status("/api/v1/projects", "eve:of-eve-1")).isEqualTo(200);
    assertThat(container.status("/api/v1/projects", "admin:" + Container.ADMIN_PASSWORD))
        .isEqualTo(200);
    assertThat(container.accounts()).isEqualTo(lines);
  }

  @Test
  void healthIsLivenessAndOutlivesRedis() throws Exception {
    assertThat(container.run("healthcheck.sh")).isZero();
    redis.kill();
    try {
      await("not ready")
          .atMost(Duration.ofSeconds(60))
          .until(() -> container.status("/ready", "") == 503);
      assertThat(container.run("healthcheck.sh")).isZero();
    } finally {
      redis.start();
    }
    await("ready").atMost(Duration.ofMinutes(1)).until(() -> container.status("/ready", "") == 200);
  }

  @Test
  void heapFollowsTheLimitOfTheContainer() throws Exception {
    assertThat(container.commandLines())
        .contains("-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError")
        .doesNotContain("-Xmx", "-Xms");
    assertThat(container.heapWithin("1g")).isEqualTo(512L << 20);
    assertThat(container.heapWithin("3g")).isEqualTo(1536L << 20);
  }

  @Test
  void secretsAreInNoProcessList() throws IOException {
    assertThat(container.commandLines())
        .contains("org.jboss.as.standalone")
        .doesNotContain(Container.ADMIN_PASSWORD, RedisServer.PASSWORD, Container.SECRETS_KEY);
  }

  @Test
  void programIsNotTheUsersAndStaysAsItWasBuilt() throws IOException {
    assertThat(image.changedFiles()).isEmpty();
    Assumptions.assumeTrue(Container.asRoot(), "Only root can run it as another user");
    assertThat(container.user()).isEqualTo("10001");
  }

  @Test
  void onlyTheUserMayReadDataAndLogs() throws IOException {
    for (Path folder : container.written()) {
      try (Stream<Path> all = Files.walk(folder)) {
        List<Path> files = all.filter(Files::isRegularFile).toList();
        assertThat(files).isNotEmpty();
        for (Path file : files) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as(file.toString())
              .matches("rw.------");
        }
      }
    }
  }

  @Test
  void secretGivenTwiceOrUnreadableStopsTheStart() throws Exception {
    assertThat(container.entrypoint("redis_password", "another")).isEqualTo(64);
    assertThat(container.entrypoint("sys_nb_backend_workers_FILE", "/nowhere")).isEqualTo(64);
  }
}
