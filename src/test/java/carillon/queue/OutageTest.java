package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import carillon.config.Settings;
import carillon.job.JobId;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.Job;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobSource.Intake;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisConnectionFactory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.exceptions.JedisException;

/** Redis goes away, forgets everything, is full, is too old. */
@Timeout(60)
class OutageTest extends RedisTest {

  @Test
  void afterAFlushWorkersWorkOn() {
    Intake worker = worker();
    CompletableFuture<List<Job>> waiting =
        CompletableFuture.supplyAsync(
            () -> worker.ackAndFetch(List.of(), 10, Duration.ofSeconds(1)));
    await().until(() -> ask(redis -> redis.clientList().contains("cmd=xreadgroup") ? 1 : 0) == 1);
    server.flushAll();
    queue.enqueue(List.of(job("1")));

    List<Job> jobs = new ArrayList<>(waiting.join());
    jobs.addAll(fetch(worker, 10));
    assertThat(jobs).hasSize(1);
    worker.ackAndFetch(done(jobs), 0, NO_WAIT);
    assertThat(counter("done")).isEqualTo(1);
  }

  @Test
  void aKilledRedisComesBackWithAllThatWasAcknowledged() throws IOException {
    List<JobId> ids = queue.enqueue(IntStream.range(0, 500).mapToObj(i -> job("" + i)).toList());
    Intake worker = worker();
    List<Job> first = fetch(worker, 100);
    worker.ackAndFetch(done(first.subList(0, 50)), 0, NO_WAIT);

    server.kill();
    assertThatThrownBy(() -> worker.ackAndFetch(done(first.subList(50, 100)), 0, NO_WAIT))
        .isInstanceOf(QueueUnavailableException.class);
    server.start();

    worker.ackAndFetch(done(first.subList(50, 100)), 0, NO_WAIT);
    List<Job> rest = new ArrayList<>();
    for (List<Job> some = fetch(worker, 100); !some.isEmpty(); some = fetch(worker, 100)) {
      rest.addAll(some);
    }
    assertThat(rest).extracting(Job::id).containsExactlyElementsOf(ids.subList(100, 500));
    worker.ackAndFetch(done(rest), 0, NO_WAIT);
    assertThat(counter("done")).isEqualTo(500);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void enqueueingSurvivesARestartBetweenTwoCalls() throws IOException {
    queue.enqueue(List.of(job("1")));
    server.kill();
    server.start();

    queue.enqueue(List.of(job("2")));

    assertThat(status().ready()).isEqualTo(2);
  }

  @Test
  void enqueueingFailsAtOnceWhenRedisIsGone() throws IOException {
    queue.enqueue(List.of(job("1")));
    server.kill();
    try {
      assertUnavailableWithin(Duration.ofMillis(500));
      assertThat(redisPool.isUnavailable()).isTrue();
    } finally {
      server.start();
    }
    queue.enqueue(List.of(job("2")));
    assertThat(redisPool.isUnavailable()).isFalse();
  }

  @Test
  void enqueueingFailsInTimeWhenRedisIsFrozen() {
    queue.enqueue(List.of(job("1")));
    server.freeze();
    try {
      assertUnavailableWithin(Duration.ofMillis(2500));
      assertUnavailableWithin(Duration.ofMillis(2500));
    } finally {
      server.thaw();
    }
  }

  @Test
  void aFrozenRedisEndsAWait() {
    Intake worker = worker();
    fetch(worker, 1);
    server.freeze();
    try {
      long from = System.nanoTime();
      assertThatThrownBy(() -> worker.ackAndFetch(List.of(), 1, Duration.ofSeconds(1)))
          .isInstanceOf(QueueUnavailableException.class);
      assertThat(System.nanoTime() - from).isLessThan(TimeUnit.SECONDS.toNanos(4));
    } finally {
      server.thaw();
    }
    queue.enqueue(List.of(job("1")));
    assertThat(fetch(worker, 1)).hasSize(1);
  }

  @Test
  void aFullRedisRefusesNewJobsButEndsRunningOnes() {
    queue.enqueue(List.of(job("1"), job("2")));
    Intake worker = worker();
    List<Job> jobs = fetch(worker, 2);
    ask(redis -> redis.configSet("maxmemory", "1").length());
    try {
      assertThatThrownBy(() -> queue.enqueue(List.of(job("3"))))
          .isInstanceOf(QueueUnavailableException.class)
          .hasMessageContaining("OOM");
      worker.ackAndFetch(
          List.of(
              done(jobs).get(0),
              new JobResult(
                  jobs.get(1), new carillon.job.engine.JobOutcome.Retry(Duration.ofHours(1), "x"))),
          0,
          NO_WAIT);
      nodeRegistration.beat();
    } finally {
      ask(redis -> redis.configSet("maxmemory", "0").length());
    }
    assertThat(counter("done")).isEqualTo(1);
    assertThat(status().scheduled()).isEqualTo(1);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void forgottenScriptsAreLoadedAgain() {
    queue.enqueue(List.of(job("1")));
    Intake worker = worker();
    fetch(worker, 1);
    ask(redis -> redis.scriptFlush().length());

    queue.enqueue(List.of(job("2"), job("3")));
    assertThat(fetch(worker, 5)).hasSize(2);
    assertThat(counter("enqueued")).isEqualTo(3);
  }

  @Test
  void aWaitEndsWhenAnotherThreadSaysSo() {
    Intake worker = worker();
    CompletableFuture<List<Job>> waiting =
        CompletableFuture.supplyAsync(
            () -> worker.ackAndFetch(List.of(), 10, Duration.ofSeconds(1)));
    await().until(() -> ask(redis -> redis.clientList().contains("cmd=xreadgroup") ? 1 : 0) == 1);
    long from = System.nanoTime();
    worker.interrupt();
    assertThat(waiting.join()).isEmpty();
    assertThat(System.nanoTime() - from).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
  }

  @Test
  void anOldRedisIsRefusedInWords() {
    RedisConnectionFactory.checkVersion("redis_version:6.2.0\r\n");
    RedisConnectionFactory.checkVersion("redis_version:8.0.1\r\n");
    assertThatThrownBy(() -> RedisConnectionFactory.checkVersion("redis_version:6.0.16\r\n"))
        .isInstanceOf(JedisException.class)
        .hasMessage("Redis 6.0 is too old, Carillon needs Redis 6.2 or newer");
  }

  @Test
  void withoutARedisNothingIsTried() {
    RedisByQueue none = later(RedisByQueue.of(Settings.of(Map.of()), Clock.systemUTC()));
    RedisJobQueue unconfigured = new RedisJobQueue(none, Settings.of(Map.of()), facts::add);

    assertThat(unconfigured.configured()).isFalse();
    assertThatThrownBy(() -> unconfigured.enqueue(List.of(job("1"))))
        .isInstanceOf(QueueUnavailableException.class)
        .hasMessageContaining("No Redis is configured");
    assertThat(none.of(QUEUE).isUnavailable()).isFalse();
  }

  private void assertUnavailableWithin(Duration longest) {
    long from = System.nanoTime();
    assertThatThrownBy(() -> queue.enqueue(List.of(job("x"))))
        .isInstanceOf(QueueUnavailableException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(longest);
  }
}
