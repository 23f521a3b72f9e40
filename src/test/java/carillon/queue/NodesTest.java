package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.Settings;
import carillon.job.JobSource.Intake;
import carillon.job.NodeName;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many nodes take jobs, whether or not there are any to take. */
class NodesTest extends RedisTest {

  @Test
  void nodesWithAWorkerAreCountedUntilTheyLeave() {
    assertThat(queue.nodes()).isZero();
    Node second = new Node(redises(), new NodeName("second"));
    worker();
    Intake taking = worker(second);
    node.beat();
    second.beat();
    node.beat();
    assertThat(queue.nodes()).isEqualTo(2);

    taking.close();
    second.leave();
    assertThat(queue.nodes()).isEqualTo(1);
  }

  @Test
  void aNodeThatTakesNoJobsIsNotCounted() {
    node.beat();
    assertThat(queue.nodes()).isZero();
  }

  /** As in a cluster: what is on the other masters is not to be given away. */
  @Test
  void aNodeLivesWhereItCanSaySoWhenAnotherMasterIsAway() {
    RedisAddress nowhere =
        RedisAddress.of(Settings.of(Map.of("redis_server", "127.0.0.1", "redis_port", "1")));
    Redis away = later(new Redis(nowhere, List.of(QueueName.NOTIFICATIONS), Clock.systemUTC()));
    Redis there = later(new Redis(RedisAddress.of(settings()), List.of(QUEUE), Clock.systemUTC()));
    Node half = new Node(new Redises(List.of(away, there)), new NodeName("half"));
    half.joined(this, QUEUE);

    assertThatThrownBy(half::beat).isInstanceOf(QueueUnavailableException.class);
    String key = Keys.node(QUEUE, half.incarnation());
    assertThat(server.<Boolean>ask(jedis -> jedis.exists(key))).isTrue();

    server.ask(jedis -> jedis.del(key));
    new Beat(half, away).run();
    new Beat(half, there).run();
    assertThat(server.<Boolean>ask(jedis -> jedis.exists(key))).isTrue();
  }
}
