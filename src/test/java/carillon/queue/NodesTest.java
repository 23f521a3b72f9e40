package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.Settings;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobSource.Intake;
import carillon.job.engine.NodeName;
import carillon.queue.redis.Keys;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisEndpoint;
import carillon.queue.redis.RedisPool;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many nodes take jobs, whether or not there are any to take. */
class NodesTest extends RedisTest {

  @Test
  void nodesWithAWorkerAreCountedUntilTheyLeave() {
    assertThat(queue.nodes()).isZero();
    NodeRegistration second = new NodeRegistration(redises(), new NodeName("second"));
    worker();
    Intake taking = worker(second);
    nodeRegistration.beat();
    second.beat();
    nodeRegistration.beat();
    assertThat(queue.nodes()).isEqualTo(2);

    taking.close();
    second.leave();
    assertThat(queue.nodes()).isEqualTo(1);
  }

  @Test
  void aNodeThatTakesNoJobsIsNotCounted() {
    nodeRegistration.beat();
    assertThat(queue.nodes()).isZero();
  }

  /** As in a cluster: what is on the other masters is not to be given away. */
  @Test
  void aNodeLivesWhereItCanSaySoWhenAnotherMasterIsAway() {
    RedisEndpoint nowhere =
        RedisEndpoint.of(Settings.of(Map.of("redis_server", "127.0.0.1", "redis_port", "1")));
    RedisPool unavailable =
        later(new RedisPool(nowhere, List.of(QueueName.NOTIFICATIONS), Clock.systemUTC()));
    RedisPool there =
        later(new RedisPool(RedisEndpoint.of(settings()), List.of(QUEUE), Clock.systemUTC()));
    NodeRegistration half =
        new NodeRegistration(new RedisByQueue(List.of(unavailable, there)), new NodeName("half"));
    half.joined(this, QUEUE);

    assertThatThrownBy(half::beat).isInstanceOf(QueueUnavailableException.class);
    String key = Keys.node(QUEUE, half.incarnation());
    assertThat(server.<Boolean>ask(jedis -> jedis.exists(key))).isTrue();

    server.ask(jedis -> jedis.del(key));
    new ClusterHeartbeat(half, unavailable).run();
    new ClusterHeartbeat(half, there).run();
    assertThat(server.<Boolean>ask(jedis -> jedis.exists(key))).isTrue();
  }
}
