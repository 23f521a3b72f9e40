package carillon.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.Driver;

/**
 * Two servers on one PostgreSQL and one Redis, each connected through proxies of its own. Shared by
 * all tests; started by the first and stopped with the test JVM.
 */
public final class TwoNodeCluster {
  private static final Path DRIVER =
      Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath());

  private static final int RECIPIENTS = 2;

  private static TwoNodeCluster shared;

  public final RedisServer redis;
  public final PostgresServer postgres;
  public final Inbox inbox;
  public final TcpProxy smtp;
  public final Member one;
  public final Member two;
  private final CarillonServer configuredForPostgres;
  private final AtomicInteger trackers = new AtomicInteger();

  private TwoNodeCluster() throws IOException {
    redis = closed(new RedisServer(Path.of("target/faults/pair-redis")).start());
    postgres = closed(PostgresServer.start());
    inbox = closed(new Inbox().start());
    smtp = closed(new TcpProxy(inbox.port()));
    configuredForPostgres = movedToPostgres();
    one = closed(new Member("one", 200, this, configuredForPostgres));
    two = closed(new Member("two", 300, this, configuredForPostgres));
    one.server.launch();
    two.server.launch();
    one.server.awaitReady();
    two.server.awaitReady();
  }

  /** Closes it with the test JVM, also when the start of a later part fails. */
  private static <T extends AutoCloseable> T closed(T started) {
    Thread end =
        new Thread(
            () -> {
              try {
                started.close();
              } catch (Exception failed) {
                throw new IllegalStateException(failed);
              }
            });
    Runtime.getRuntime().addShutdownHook(end);
    return started;
  }

  /**
   * As wildfly-config/README.md says it: a running server is moved to PostgreSQL, here a bare one.
   */
  private CarillonServer movedToPostgres() throws IOException {
    CarillonServer server =
        closed(new CarillonServer("pair-moved", 200, Map.of()).withoutApplication());
    server.launch();
    await("management").atMost(Duration.ofMinutes(3)).until(server::isManaged);
    Cli.run(server, List.of("deploy " + DRIVER));
    Cli.file(
        server,
        Path.of("wildfly-config/postgresql.cli"),
        Map.of(
            "pg.url",
            url(postgres.port()),
            "pg.user",
            "carillon",
            "pg.password",
            "trusted",
            "pg.driver",
            DRIVER.getFileName().toString()));
    server.terminate();
    return server;
  }

  /** The shared cluster, started. */
  public static synchronized TwoNodeCluster shared() throws IOException {
    Assumptions.assumeTrue(PostgresServer.programs().isPresent(), "PostgreSQL is not installed");
    if (shared == null) {
      shared = new TwoNodeCluster();
      shared.members().forEach(member -> shared.warmUp(member));
    }
    return shared;
  }

  /** A third server with its own PostgreSQL; not started. */
  public CarillonServer additionalServer(String name, PostgresServer database) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>(SharedServer.settings(redis, smtp.port()));
    settings.put("carillon.redis.database", "1");
    return new CarillonServer("pair-" + name, 500, settings)
        .configuredLike(
            configuredForPostgres, xml -> xml.replace(url(postgres.port()), url(database.port())))
        .with(CountingHandler.class, CountingHandler.Number.class);
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Code that runs for the first time is slow and would distort the measurement. */
  private void warmUp(Member member) {
    TestEnvironment testEnvironment = environmentAt(member);
    SaveLoad saveLoad = SaveLoad.atOnce(testEnvironment.tracker(), 300, 4);
    new ExpectedMails(inbox, testEnvironment.tracker().mails(saveLoad.changesets()))
        .awaitArrival(Duration.ofMinutes(1));
  }

  public List<Member> members() {
    return List.of(one, two);
  }

  /** Users connected to one server, with their own tracker; both servers run their jobs. */
  public TestEnvironment environmentAt(Member users) {
    String name = "pair" + trackers.incrementAndGet();
    return new TestEnvironment(
        inbox,
        users.server,
        members().stream().map(member -> member.server).toList(),
        new SampleTracker(users.admin, name, RECIPIENTS));
  }

  /** One of the servers. */
  public static final class Member implements AutoCloseable {
    public final CarillonServer server;
    public final Http admin;
    public final TcpProxy redis;
    public final TcpProxy database;

    Member(String name, int further, TwoNodeCluster twoNodeCluster, CarillonServer like)
        throws IOException {
      redis = new TcpProxy(twoNodeCluster.redis.port());
      database = new TcpProxy(twoNodeCluster.postgres.port());
      Map<String, String> settings =
          new LinkedHashMap<>(
              SharedServer.settings(twoNodeCluster.redis, twoNodeCluster.smtp.port()));
      settings.put("carillon.mail.reply-timeout", "PT5S");
      settings.put("carillon.mail.final-reply-timeout", "PT5S");
      settings.put("redis_port", Integer.toString(redis.port()));
      settings.put("jboss.node.name", name);
      settings.put("carillon.secrets.key", Base64.getEncoder().encodeToString(new byte[32]));
      server =
          new CarillonServer("pair-" + name, further, settings)
              .configuredLike(
                  like,
                  xml -> xml.replace(url(twoNodeCluster.postgres.port()), url(database.port())))
              .with(
                  CountingHandler.class,
                  CountingHandler.Number.class,
                  OutOfMemoryHandler.class,
                  OutOfMemoryHandler.Nothing.class,
                  JumpingClock.class);
      admin = new Http(server.address(), Accounts.ADMIN);
    }

    @Override
    public void close() {
      server.close();
      redis.close();
      database.close();
    }
  }
}
