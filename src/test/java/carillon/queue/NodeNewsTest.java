package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.job.engine.JobState;
import carillon.job.engine.JobStateChange;
import carillon.job.engine.NodeName;
import carillon.queue.redis.Keys;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nodes tell each other, on a real Redis. */
class NodeNewsTest extends RedisTest {
  private static final JobStateChange DONE =
      new JobStateChange(QUEUE, "test.event", JobState.DONE, 7);
  private static final JobStateChange DEAD =
      new JobStateChange(QUEUE, "test.event", JobState.DEAD, 1);

  @Test
  void listenerReceivesLaterEventsOfOtherNodes() {
    RedisClusterEvents here = new RedisClusterEvents(redisByQueue, nodeRegistration);
    RedisClusterEvents there =
        new RedisClusterEvents(
            redisByQueue, new NodeRegistration(redisByQueue, new NodeName("there")));
    assertThat(there.wanted()).isFalse();
    there.tell(List.of(DEAD));

    assertThat(here.news()).as("what was before").isEmpty();
    assertThat(there.wanted()).isTrue();
    there.tell(List.of(DONE, DEAD));
    here.tell(List.of(DONE));

    assertThat(here.news()).containsExactly(DONE, DEAD);
    assertThat(here.news()).isEmpty();
    server.flushAll();
    there.tell(List.of(DEAD));
    assertThat(here.news()).containsExactly(DEAD);
  }

  @Test
  void newsThatNobodyReadsAreFewAndExpire() {
    RedisClusterEvents there =
        new RedisClusterEvents(
            redisByQueue, new NodeRegistration(redisByQueue, new NodeName("there")));
    for (int i = 0; i < 30; i++) {
      there.tell(Collections.nCopies(100, DONE));
    }
    String stream = Keys.tag(carillon.job.QueueName.NOTIFICATIONS) + ":news";
    assertThat(ask(redis -> redis.xlen(stream))).isBetween(1000L, 1200L);
    assertThat(ask(redis -> redis.pttl(stream))).isBetween(1L, 60_000L);
  }
}
