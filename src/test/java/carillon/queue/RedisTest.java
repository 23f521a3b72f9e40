package carillon.queue;

import carillon.config.Settings;
import carillon.job.QueueName;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobSource.Intake;
import carillon.job.engine.JobsEnqueued;
import carillon.job.engine.NewJob;
import carillon.job.engine.NodeName;
import carillon.job.engine.QueueStatus;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisPool;
import carillon.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.Jedis;

/** A real Redis for the tests of a class, empty before each, and a node on it. */
abstract class RedisTest {
  static final QueueName QUEUE = QueueName.BACKGROUND;
  static final Duration NO_WAIT = Duration.ZERO;

  static RedisServer server;

  final List<JobsEnqueued> facts = new ArrayList<>();
  final AtomicLong nanos = new AtomicLong();
  private final List<AutoCloseable> open = new ArrayList<>();
  RedisByQueue redisByQueue;
  RedisPool redisPool;
  NodeRegistration nodeRegistration;
  RedisJobQueue queue;

  @BeforeAll
  static void startRedis() throws IOException {
    server = new RedisServer(Path.of("target", "queue-redis")).start();
  }

  @AfterAll
  static void stopRedis() {
    server.close();
  }

  @BeforeEach
  void connect() {
    server.flushAll();
    redisByQueue = redises();
    redisPool = redisByQueue.of(QUEUE);
    nodeRegistration = new NodeRegistration(redisByQueue, new NodeName("here"));
    queue = new RedisJobQueue(redisByQueue, Settings.of(Map.of()), facts::add);
  }

  @AfterEach
  void disconnect() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  RedisByQueue redises() {
    return later(RedisByQueue.of(settings(), Clock.systemUTC()));
  }

  static Settings settings() {
    return Settings.of(
        Map.of(
            "redis_server",
            "127.0.0.1",
            "redis_port",
            Integer.toString(server.port()),
            "redis_password",
            RedisServer.PASSWORD));
  }

  <T extends AutoCloseable> T later(T closeable) {
    open.add(0, closeable);
    return closeable;
  }

  Intake worker(NodeRegistration of) {
    return later(new RedisConsumer(redisPool, of, of.consumer(QUEUE)));
  }

  Intake worker() {
    return worker(nodeRegistration);
  }

  static NewJob job(String payload) {
    return NewJob.of(QUEUE, "test.event", payload, 7);
  }

  QueueStatus status() {
    return queue.status(QUEUE);
  }

  long counter(String name) {
    return status().counters().getOrDefault(name, 0L);
  }

  static List<Job> fetch(Intake intake, int most) {
    return intake.ackAndFetch(List.of(), most, NO_WAIT);
  }

  static void report(Intake intake, Job job, JobOutcome outcome) {
    intake.ackAndFetch(List.of(new JobResult(job, outcome)), 0, NO_WAIT);
  }

  static List<JobResult> done(List<Job> jobs) {
    return jobs.stream().map(job -> new JobResult(job, new JobOutcome.Done())).toList();
  }

  /** How many jobs the numbers have too many or too few. */
  long unaccounted() {
    return status().unaccounted();
  }

  long ask(java.util.function.ToLongFunction<Jedis> question) {
    return server.ask(question::applyAsLong);
  }
}
