package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobSource.Intake;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisPool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** What the log says of an outage, and what the queue does. */
class OneOutageTest extends RedisTest {
  private final Logger log = Logger.getLogger("carillon.queue.redis");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler handler = new Lines();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private RedisPool pool;

  @BeforeEach
  void listen() {
    InstantSource clock = () -> now;
    RedisByQueue redises = later(RedisByQueue.of(settings(), clock.withZone(ZoneOffset.UTC)));
    pool = redises.of(QUEUE);
    queue = new RedisJobQueue(redises, settings(), facts::add);
    log.addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    log.removeHandler(handler);
  }

  @Test
  void connectionsThatAreKilledAgainAndAgainAreOneOutage() {
    Intake worker =
        later(new RedisConsumer(pool, nodeRegistration, nodeRegistration.consumer(QUEUE)));
    for (int i = 0; i < 50; i++) {
      used(worker);
      killAll();
      now = now.plusMillis(100);
    }
    used(worker);
    used(worker);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).contains("cannot be reached").endsWith("Retrying until it recovers");

    now = now.plusSeconds(6);
    used(worker);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).matches(".* cannot be reached: recovered after [45] s");
  }

  @Test
  void aRedisThatRefusesJobsIsUnavailableUntilItTakesOne() {
    queue.enqueue(List.of(job("1")));
    ask(redis -> redis.configSet("maxmemory", "1").length());
    try {
      refused();
      now = now.plusSeconds(3);
      refused();
      status();
      assertThat(queue.unavailableFor(QUEUE)).isEqualTo(Duration.ofSeconds(3));
    } finally {
      ask(redis -> redis.configSet("maxmemory", "0").length());
    }
    now = now.plusSeconds(10);
    queue.enqueue(List.of(job("2")));

    assertThat(queue.unavailableFor(QUEUE)).isZero();
    assertThat(lines).hasSize(2);
  }

  private void refused() {
    try {
      queue.enqueue(List.of(job("x")));
    } catch (QueueUnavailableException full) {
      assertThat(full).hasMessageContaining("OOM");
    }
  }

  private void used(Intake worker) {
    try {
      queue.enqueue(List.of(job("1")));
      worker.ackAndFetch(done(fetch(worker, 10)), 10, NO_WAIT);
    } catch (QueueUnavailableException killed) {
      assertThat(killed).hasMessageContaining("Redis cannot be used");
    }
  }

  private static void killAll() {
    server.ask(
        redis ->
            redis.clientKill(
                ClientKillParams.clientKillParams()
                    .type(ClientType.NORMAL)
                    .skipMe(ClientKillParams.SkipMe.YES)));
  }

  private final class Lines extends Handler {
    @Override
    public void publish(LogRecord line) {
      lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
