package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.job.JobState;
import carillon.job.JobsMoved;
import carillon.job.NodeName;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nodes tell each other, on a real Redis. */
class NodeNewsTest extends RedisTest {
  private static final JobsMoved DONE = new JobsMoved(QUEUE, "test.event", JobState.DONE, 7);
  private static final JobsMoved DEAD = new JobsMoved(QUEUE, "test.event", JobState.DEAD, 1);

  @Test
  void whoWatchesHearsWhatOthersTellFromThenOn() {
    RedisNodeNews here = new RedisNodeNews(redises, node);
    RedisNodeNews there = new RedisNodeNews(redises, new Node(redises, new NodeName("there")));
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
    RedisNodeNews there = new RedisNodeNews(redises, new Node(redises, new NodeName("there")));
    for (int i = 0; i < 30; i++) {
      there.tell(Collections.nCopies(100, DONE));
    }
    String stream = Keys.tag(carillon.job.QueueName.NOTIFICATIONS) + ":news";
    assertThat(ask(redis -> redis.xlen(stream))).isBetween(1000L, 1200L);
    assertThat(ask(redis -> redis.pttl(stream))).isBetween(1L, 60_000L);
  }
}
