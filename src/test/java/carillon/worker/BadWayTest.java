package carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.job.QueueName;
import carillon.job.engine.NewJob;
import carillon.queue.QueueOnRedis;
import carillon.testkit.RedisServer;
import carillon.testkit.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** A node whose way to Redis is bad for a while works as before when it is good again. */
@SuppressWarnings("try") // the node is there to run, not to be called
@Tag("faults-on-demand")
class BadWayTest {
  private static final int ROUNDS = 50;
  private static final int JOBS = 100;

  private RedisServer redis;
  private TcpProxy way;
  private QueueOnRedis queue;
  private Path runs;

  /** What is done to the way, fifty times a tenth of a second apart. */
  enum Trouble {
    KILLED {
      @Override
      void again(RedisServer redis, TcpProxy way) {
        redis.ask(
            jedis ->
                jedis.clientKill(
                    ClientKillParams.clientKillParams()
                        .type(ClientType.NORMAL)
                        .skipMe(ClientKillParams.SkipMe.YES)));
      }
    },
    CUT {
      @Override
      void again(RedisServer redis, TcpProxy way) {
        way.cut();
      }
    },
    HALF_OPEN {
      @Override
      void again(RedisServer redis, TcpProxy way) {
        way.dropSilently();
      }
    },
    SILENT {
      @Override
      void again(RedisServer redis, TcpProxy way) {
        way.block();
      }
    },
    SLOW {
      @Override
      void again(RedisServer redis, TcpProxy way) {
        way.slow(Duration.ofMillis(100));
      }
    };

    abstract void again(RedisServer redis, TcpProxy way);
  }

  @BeforeEach
  void start() throws IOException {
    redis = new RedisServer(Path.of("target", "way-redis")).start();
    way = new TcpProxy(redis.port());
    queue = new QueueOnRedis(redis.port(), "test");
    runs = Files.createTempFile(Path.of("target"), "runs", ".txt");
  }

  @AfterEach
  void stop() {
    way.close();
    redis.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyJobIsDone(Trouble trouble) throws IOException {
    try (NodeProcess node = new NodeProcess(way.port(), "node", 4, runs)) {
      put(0);
      await().atMost(Duration.ofSeconds(60)).until(() -> done().size() == JOBS);
      for (int round = 1; round <= ROUNDS; round++) {
        put(round);
        trouble.again(redis, way);
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
      }
      way.heal();
      put(ROUNDS + 1);
      await().atMost(Duration.ofSeconds(60)).until(() -> done().size() == JOBS * (ROUNDS + 2));
      assertThat(queue.jobs.status(QueueName.BACKGROUND).dead()).isZero();
    }
  }

  private void put(int round) {
    queue.jobs.enqueue(
        IntStream.range(round * JOBS, (round + 1) * JOBS)
            .mapToObj("{\"n\":%d,\"millis\":1}"::formatted)
            .map(payload -> NewJob.of(QueueName.BACKGROUND, "test.noted", payload, 1))
            .toList());
  }

  private Set<String> done() throws IOException {
    return new HashSet<>(Files.readAllLines(runs));
  }
}
