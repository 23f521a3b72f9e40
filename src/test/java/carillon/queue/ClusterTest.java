package carillon.queue;

import static carillon.job.QueueName.BACKGROUND;
import static carillon.job.QueueName.NOTIFICATIONS;
import static carillon.job.QueueName.WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import carillon.config.Settings;
import carillon.job.JobId;
import carillon.job.Progress;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.Job;
import carillon.job.engine.JobFilter;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobSource.Intake;
import carillon.job.engine.JobState;
import carillon.job.engine.NewJob;
import carillon.job.engine.NodeName;
import carillon.job.engine.QueueStatus;
import carillon.queue.redis.Keys;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisCheck;
import carillon.systemcheck.Finding;
import carillon.testkit.RedisCluster;
import carillon.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real Redis Cluster, whose masters have a queue each. */
@Timeout(180)
class ClusterTest {
  private static final Duration NO_WAIT = Duration.ZERO;

  private static RedisCluster cluster;

  private final List<AutoCloseable> open = new ArrayList<>();
  private RedisByQueue redisByQueue;
  private NodeRegistration nodeRegistration;
  private RedisJobQueue queue;

  @BeforeAll
  static void start() throws IOException {
    cluster = new RedisCluster(Path.of("target", "queue-cluster")).start();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void connect() {
    Stream.of(QueueName.values()).map(ClusterTest::master).forEach(RedisServer::flushAll);
    redisByQueue = redises(Map.of());
    nodeRegistration = new NodeRegistration(redisByQueue, new NodeName("here"));
    queue = new RedisJobQueue(redisByQueue, Settings.of(Map.of()), fact -> {});
  }

  @AfterEach
  void disconnect() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void eachQueueIsOnAMasterOfItsOwn() {
    assertThat(redisByQueue.all())
        .extracting(redisPool -> redisPool.master().find().getPort())
        .doesNotHaveDuplicates()
        .containsExactly(
            master(NOTIFICATIONS).port(), master(WEBHOOKS).port(), master(BACKGROUND).port());
  }

  @Test
  void aBatchForAllQueuesIsPutInItsOrder() {
    List<QueueName> named = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      named.addAll(List.of(WEBHOOKS, NOTIFICATIONS, BACKGROUND, NOTIFICATIONS));
    }
    List<JobId> ids = queue.enqueueDurably(named.stream().map(ClusterTest::job).toList());

    assertThat(ids).extracting(JobId::queue).containsExactlyElementsOf(named);
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> queue.find(id).isPresent());
    assertThat(queue.status(NOTIFICATIONS).ready()).isEqualTo(200);
    assertThat(queue.status(WEBHOOKS).ready()).isEqualTo(100);
  }

  @Test
  void aJobOfEachQueueEndsInEachWay() {
    for (QueueName name : QueueName.values()) {
      queue.enqueue(IntStream.range(0, 4).mapToObj(i -> job(name)).toList());
      Intake worker = worker(name);
      List<Job> jobs = worker.ackAndFetch(List.of(), 4, NO_WAIT);
      worker.ackAndFetch(
          List.of(
              new JobResult(jobs.get(0), new JobOutcome.Done()),
              new JobResult(jobs.get(1), new JobOutcome.Retry(Duration.ZERO, "Test: again")),
              new JobResult(jobs.get(2), new JobOutcome.Bury("REFUSED", "Test: never"))),
          0,
          NO_WAIT);
      new ScheduledJobPromoter(redisByQueue.of(name)).run();

      QueueStatus status = queue.status(name);
      assertThat(status.counters())
          .containsEntry("done", 1L)
          .containsEntry("requeued", 1L)
          .containsEntry("discarded", 1L);
      assertThat(status.ready()).isEqualTo(1);
      assertThat(status.running()).isEqualTo(1);
      assertThat(status.unaccounted()).isZero();
    }
  }

  @Test
  void everyCommandReachesTheMasterOfItsQueue() throws Exception {
    RedisQueueControl control = new RedisQueueControl(redisByQueue, dropped -> {});
    RedisRunningJobStore notes = new RedisRunningJobStore(redisByQueue, nodeRegistration);
    List<Job> running = new ArrayList<>();
    for (QueueName name : QueueName.values()) {
      queue.enqueue(List.of(job(name), job(name)));
      Job job = worker(name).ackAndFetch(List.of(), 1, NO_WAIT).get(0);
      notes.saveProgress(job, new Progress(50, "half"));
      notes.saveCheckpoint(job, "half of " + name);
      control.cancel(job.id());
      control.pause(name);
      running.add(job);

      assertThat(notes.checkpoint(job)).contains("half of " + name);
      assertThat(control.list(name, JobState.RUNNING, JobFilter.ALL, "", 10).jobs()).hasSize(1);
      assertThat(queue.status(name).paused()).isTrue();
    }
    List<JobId> ids = running.stream().map(Job::id).toList();
    assertThat(notes.cancelled(ids)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aNodeLivesOnEachMasterAndIsCountedOnce() {
    Stream.of(QueueName.values()).forEach(this::worker);
    nodeRegistration.beat();
    assertThat(queue.nodes()).isEqualTo(1);
    for (QueueName name : QueueName.values()) {
      String key = Keys.node(name, nodeRegistration.incarnation());
      assertThat(master(name).<Boolean>ask(jedis -> jedis.exists(key))).isTrue();
    }
  }

  @Test
  void aMasterThatIsKilledIsReplacedAndItsQueueGoesOn() throws Exception {
    RedisServer killed = master(NOTIFICATIONS);
    List<JobId> ids = durable(500);
    try (QueueLoad others = new QueueLoad(redises(Map.of()), BACKGROUND)) {
      killed.kill();
      try {
        await().atMost(Duration.ofSeconds(15)).until(() -> works(NOTIFICATIONS));
        Intake worker = worker(NOTIFICATIONS);
        List<JobId> ran = new ArrayList<>();
        for (List<Job> some = all(worker); !some.isEmpty(); some = all(worker)) {
          some.forEach(job -> ran.add(job.id()));
          worker.ackAndFetch(RedisTest.done(some), 0, NO_WAIT);
        }
        assertThat(ran).containsAll(ids).doesNotHaveDuplicates();
        assertThat(queue.status(NOTIFICATIONS).counters()).containsEntry("done", (long) ran.size());
        assertThat(queue.status(NOTIFICATIONS).unaccounted()).isZero();
        assertThat(others.end().unaccounted()).isZero();
        assertThat(others.lost()).isEmpty();
        assertThat(others.twice()).isEmpty();
      } finally {
        killed.start();
        cluster.isWhole();
      }
    }
  }

  @Test
  void aSlotThatIsMovedWhileJobsFlowLosesNoneAndFinishesNoneTwice() throws Exception {
    String key = Keys.tag(BACKGROUND);
    RedisServer from = master(BACKGROUND);
    RedisServer to = master(WEBHOOKS);
    try (QueueLoad queueLoad = new QueueLoad(redises(Map.of()), BACKGROUND)) {
      await().until(() -> queueLoad.accepted() > 1000);
      move(
          key,
          to,
          () ->
              assertThat(findings())
                  .extracting(Finding::text)
                  .anyMatch(text -> text.contains("ASK ")));
      int before = queueLoad.accepted();
      await().atMost(Duration.ofSeconds(15)).until(() -> queueLoad.accepted() > before + 1000);
      assertThat(cluster.masterOf(key)).isSameAs(to);
      move(key, from, () -> {});

      QueueStatus status = queueLoad.end();
      assertThat(queueLoad.lost()).isEmpty();
      assertThat(queueLoad.twice()).isEmpty();
      assertThat(status.unaccounted()).isZero();
      assertThat(status.counters().get("done") + status.dead())
          .isEqualTo(status.counters().get("enqueued"))
          .isGreaterThanOrEqualTo(queueLoad.accepted());
    }
  }

  @Test
  void anAclUserIsEnough() {
    String password = "another-0123456789-abcdefghijklmnopqrstuv";
    cluster
        .nodes()
        .forEach(
            one ->
                one.ask(
                    jedis ->
                        jedis.aclSetUser(
                            "bell", "on", ">" + password, "resetkeys", "~{carillon:*", "+@all")));
    Map<String, String> user = Map.of("carillon.redis.user", "bell", "redis_password", password);
    RedisJobQueue known = new RedisJobQueue(redises(user), Settings.of(Map.of()), fact -> {});
    assertThat(known.enqueue(Stream.of(QueueName.values()).map(ClusterTest::job).toList()))
        .hasSize(3);

    Map<String, String> wrong = Map.of("carillon.redis.user", "bell");
    RedisJobQueue unknown = new RedisJobQueue(redises(wrong), Settings.of(Map.of()), fact -> {});
    assertThatThrownBy(() -> unknown.status(NOTIFICATIONS))
        .isInstanceOf(QueueUnavailableException.class)
        .hasMessageContaining("WRONGPASS")
        .hasMessageNotContaining(RedisServer.PASSWORD);
  }

  @Test
  void theMastersOfTheQueuesAreChecked() {
    assertThat(findings()).isEmpty();
    master(BACKGROUND).ask(jedis -> jedis.configSet("appendonly", "no"));
    try {
      assertThat(findings())
          .singleElement()
          .extracting(Finding::text)
          .asString()
          .contains("appendonly yes");
    } finally {
      master(BACKGROUND).ask(jedis -> jedis.configSet("appendonly", "yes"));
    }
  }

  /** As redis-cli does it, but slowly: what is half there stays so for a while. */
  private static void move(String key, RedisServer to, Runnable halfWay) {
    cluster.beginToMove(key, to);
    pass();
    halfWay.run();
    while (cluster.moveKeys(key, to, 10)) {
      await().pollDelay(Duration.ofMillis(20)).until(() -> true);
    }
    pass();
    cluster.endMove(key, to);
  }

  private static void pass() {
    await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
  }

  /** Jobs that a replica has too. */
  private List<JobId> durable(int count) {
    Settings confirmed = Settings.of(Map.of("carillon.redis.wait-replicas", "1"));
    return new RedisJobQueue(redisByQueue, confirmed, fact -> {})
        .enqueueDurably(IntStream.range(0, count).mapToObj(i -> job(NOTIFICATIONS)).toList());
  }

  private boolean works(QueueName name) {
    try {
      return !queue.enqueue(List.of(job(name))).isEmpty();
    } catch (QueueUnavailableException unavailable) {
      return false;
    }
  }

  private List<Finding> findings() {
    Settings settings = Settings.of(Map.of("redis_password", RedisServer.PASSWORD));
    return new RedisCheck(redisByQueue, settings, Clock.systemUTC()).findings();
  }

  private RedisByQueue redises(Map<String, String> further) {
    Map<String, String> settings = new HashMap<>();
    settings.put("carillon.redis.cluster", cluster.addresses());
    settings.put("redis_password", RedisServer.PASSWORD);
    settings.putAll(further);
    RedisByQueue made = RedisByQueue.of(Settings.of(settings), Clock.systemUTC());
    open.add(made);
    return made;
  }

  private Intake worker(QueueName name) {
    Intake intake =
        new RedisConsumer(redisByQueue.of(name), nodeRegistration, nodeRegistration.consumer(name));
    open.add(0, intake);
    return intake;
  }

  private static List<Job> all(Intake intake) {
    return intake.ackAndFetch(List.of(), 100, NO_WAIT);
  }

  private static NewJob job(QueueName name) {
    return NewJob.of(name, "test.event", "{}", 7);
  }

  private static RedisServer master(QueueName name) {
    return cluster.masterOf(Keys.tag(name));
  }
}
