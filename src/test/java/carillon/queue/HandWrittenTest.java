package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.job.Job;
import carillon.job.JobSource.Intake;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;

/** Entries that people wrote by hand, or that were damaged, never stop anything. */
class HandWrittenTest extends RedisTest {
  private static final String NORMAL = Keys.ready(QUEUE, ReadyStream.numbered("64"));

  @Test
  void whatIsNoJobIsADeadLetterAndTheRestGoesOn() {
    write(Map.of("hello", "world"));
    write(Map.of("e", "test.event"));
    write(Map.of("p", "{}"));
    write(Map.of("e", "", "p", "{}"));
    write(Map.of("e", "test.event", "p", "{}", "a", "many"));
    write(Map.of("e", "test.event", "p", "{}", "c", "-1"));
    write(Map.of("e", "test.event", "p", "{}", "i", "no id"));
    write(Map.of("e", "test.event", "p", "{}", "s", "nowhere"));
    binary();
    queue.enqueue(List.of(job("good")));
    Intake worker = worker();

    List<Job> jobs = fetch(worker, 100);
    assertThat(jobs).extracting(Job::payload).containsExactly("good");
    worker.exchange(done(jobs), 1, NO_WAIT);

    assertThat(status().dead()).isEqualTo(9);
    assertThat(status().running()).isZero();
    assertThat(counter("discarded")).isEqualTo(9);
    assertThat(ask(redis -> redis.hlen(Keys.tag(QUEUE) + ":dead:bodies"))).isEqualTo(9);
  }

  @Test
  void theLeastThatIsAJobRuns() {
    write(Map.of("e", "x", "p", "1"));

    assertThat(fetch(worker(), 1)).hasSize(1);
  }

  @Test
  void deadNodesDamagedEntriesComeBackToo() {
    write(Map.of("hello", "world"));
    Node dead = new Node(redis(), new carillon.job.NodeName("dead"));
    fetch(worker(dead), 1);
    ask(redis -> redis.del(Keys.node(QUEUE, dead.incarnation())));
    Reclaim.all(redis, QUEUE, dead.incarnation());

    Intake worker = worker();
    fetch(worker, 1);
    fetch(worker, 1);
    assertThat(status().dead()).isEqualTo(1);
  }

  @Test
  void anEntryDeletedByHandWhileItRunsIsForgotten() {
    queue.enqueue(List.of(job("1")));
    Intake worker = worker();
    List<Job> jobs = fetch(worker, 1);
    Receipt receipt = Receipt.of(jobs.get(0));
    String key = Keys.ready(QUEUE, receipt.stream());
    ask(redis -> redis.xdel(key, new StreamEntryID(receipt.entry())));
    worker.exchange(
        List.of(
            new carillon.job.FinishedJob(
                jobs.get(0), new carillon.job.JobOutcome.Bury("EXHAUSTED", "x"))),
        0,
        NO_WAIT);

    assertThat(status().running()).isZero();
    assertThat(counter("deleted")).isEqualTo(1);
    assertThat(unaccounted()).isZero();
  }

  private void write(Map<String, String> fields) {
    ask(redis -> redis.xadd(NORMAL, StreamEntryID.NEW_ENTRY, fields).getTime());
  }

  private void binary() {
    byte[] noise = {(byte) 0xff, (byte) 0xfe, 0, 1};
    ask(
        redis ->
            redis.xadd(
                    NORMAL.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                    new redis.clients.jedis.params.XAddParams(),
                    Map.of(new byte[] {'e'}, noise, new byte[] {'p'}, noise, noise, noise))
                .length);
  }
}
