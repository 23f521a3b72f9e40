package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import carillon.config.Settings;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.Job;
import carillon.job.engine.JobFilter;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobSource.Intake;
import carillon.job.engine.JobState;
import carillon.job.engine.JobView;
import carillon.job.engine.NodeName;
import carillon.job.engine.QueueControl.JobPage;
import carillon.queue.redis.Keys;
import carillon.queue.redis.ReadyStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

/** Entries that people wrote by hand, or that were damaged, never stop anything. */
class HandWrittenTest extends RedisTest {
  private static final String NORMAL = Keys.ready(QUEUE, ReadyStream.numbered("64"));

  @Test
  void entryThatIsNoJobBecomesADeadLetter() {
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
    worker.ackAndFetch(done(jobs), 1, NO_WAIT);

    assertThat(status().dead()).isEqualTo(9);
    assertThat(status().running()).isZero();
    assertThat(counter("discarded")).isEqualTo(9);
    assertThat(ask(redis -> redis.hlen(Keys.tag(QUEUE) + ":dead:bodies"))).isEqualTo(9);
  }

  /** Ten megabytes, all bytes there are, names that look like scripts, numbers out of range. */
  @Test
  void hostileEntriesOfEveryKindStopNobody() {
    byte[] huge = new byte[10 * 1024 * 1024];
    Arrays.fill(huge, (byte) '[');
    byte[] all = new byte[256];
    IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
    RandomGenerator random = new Random(42);
    write(bytes("e"), bytes("test.event"), bytes("p"), huge);
    write(bytes("e"), huge, bytes("p"), bytes("{}"));
    for (String field : List.of("e", "p", "i", "j", "a", "c", "h", "k", "s", "x")) {
      write(bytes("e"), bytes("test.event"), bytes("p"), bytes("{}"), bytes(field), all);
      for (String value : List.of("", "-1", "99999999999999999999", "1e9", "NaN", "\u0000")) {
        write(bytes("e"), bytes("x.y"), bytes("p"), bytes("{}"), bytes(field), bytes(value));
      }
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      write(bytes(field), noise, noise, all);
    }
    queue.enqueue(List.of(job("good")));
    Intake worker = worker();

    List<Job> jobs = drained(worker);
    assertThat(jobs).extracting(Job::payload).contains("good");
    assertThat(status().ready() + status().running() + status().scheduled()).isZero();
    assertThat(counter("discarded")).isPositive();
  }

  @Test
  void malformedEntriesAreListedInEveryState() throws Exception {
    List<Map<String, String>> broken =
        List.of(
            Map.of("e", "test.event", "p", "{}", "i", "abc"),
            Map.of("e", "test.event", "p", "{}", "a", "many"),
            Map.of("e", "test.event", "p", "{}", "j", "-1"),
            Map.of("e", "test.event", "p", "{}", "z", "FOO"),
            Map.of("e", "test.event", "p", "{}", "y", "n@x", "r", "POISON"),
            Map.of("e", "test.event", "p", "{}", "a", "99999999999999999999"),
            Map.of("p", "{}"),
            Map.of("hello", "world"));
    broken.forEach(this::write);
    RedisQueueControl control = new RedisQueueControl(redisByQueue, gone -> {});

    List<JobView> ready = listed(control, JobState.READY);
    assertThat(ready).hasSize(8);
    assertThat(ready.get(1).lastError()).isEqualTo("MALFORMED: The field a is no whole number");
    for (JobView job : ready) {
      assertThat(queue.find(job.id()).orElseThrow().eventName()).isEqualTo(job.eventName());
    }
    Intake worker = worker();
    fetch(worker, 100);
    assertThat(listed(control, JobState.RUNNING)).hasSize(8);
    worker.ackAndFetch(List.of(), 1, NO_WAIT);
    assertThat(listed(control, JobState.DEAD))
        .extracting(JobView::lastError)
        .contains("MALFORMED: The field a is no whole number");
  }

  @Test
  void whatSomebodyPutOnAShelfIsListedAndStopsNobody() {
    String tag = Keys.tag(QUEUE);
    for (String shelf : List.of("scheduled", "dead", "kept")) {
      ask(redis -> redis.zadd(tag + ":" + shelf, 1e12, "no id"));
      ask(redis -> redis.hset(tag + ":" + shelf + ":bodies", "no id", "no msgpack"));
      ask(redis -> redis.zadd(tag + ":" + shelf, 1.5e12, "number"));
      ask(redis -> redis.hset(tag + ":" + shelf + ":bodies", "number", "\u0001"));
      ask(redis -> redis.zadd(tag + ":" + shelf, Double.POSITIVE_INFINITY, "no body"));
      ask(redis -> redis.zadd(tag + ":" + shelf, 0.5, "1-64"));
    }
    ask(redis -> redis.zadd(tag + ":ttl", 0, "nowhere"));
    ask(redis -> redis.hset(tag + ":counters", "done", "many"));
    queue.enqueue(List.of(job("1").expiring(Duration.ofMillis(1)), job("2")));
    RedisQueueControl control = new RedisQueueControl(redisByQueue, gone -> {});

    assertThat(listed(control, JobState.SCHEDULED)).hasSize(2);
    assertThat(listed(control, JobState.DEAD)).hasSize(2);
    assertThat(listed(control, JobState.DONE)).hasSize(2);
    assertThat(status().scheduled()).isEqualTo(4);
    Settings settings = Settings.of(Map.of("carillon.queue.dead-letters.keep", "PT1S"));
    await()
        .until(
            () -> {
              new JobExpirer(redisPool, settings, gone -> {}).run();
              return counter("expired") == 1;
            });
    new ScheduledJobPromoter(redisPool).run();
    Intake worker = worker();
    assertThat(drained(worker)).extracting(Job::payload).containsExactly("2");
    assertThat(status().running()).isZero();
  }

  /** It is tried again, crashes and is buried like any other. */
  @Test
  void fieldsOfNoMeaningDoNotLoseTheirJob() {
    write(Map.of("e", "test.event", "p", "{}", "t", "never", "c", "1", "more", "and more"));
    byte[][] many = new byte[2 * 9000 + 4][];
    for (int i = 0; i < many.length; i++) {
      many[i] = bytes("f" + i);
    }
    many[0] = bytes("e");
    many[1] = bytes("test.event");
    many[2] = bytes("p");
    many[3] = bytes("{}");
    write(many);
    Intake worker = worker();
    for (Job job : fetch(worker, 10)) {
      report(worker, job, new JobOutcome.Retry(Duration.ofMillis(1), "x"));
    }
    await().until(() -> new ScheduledJobPromoter(redisPool).run() != null && status().ready() == 2);
    NodeRegistration dead = new NodeRegistration(redises(), new NodeName("dead"));
    assertThat(fetch(worker(dead), 10)).hasSize(2);
    ask(redis -> redis.del(Keys.node(QUEUE, dead.incarnation())));
    JobReclaimer.all(redisPool, QUEUE, dead.incarnation());

    assertThat(status().ready()).isEqualTo(2);
    assertThat(fetch(worker(), 10)).hasSize(1);
  }

  @Test
  void aCounterThatIsNoNumberDoesNotRefuseAJobThatIsThere() {
    ask(redis -> redis.hset(Keys.counters(QUEUE), "enqueued", "many"));
    queue.enqueue(List.of(job("1"), job("2").delayed(Duration.ofHours(1))));
    ask(redis -> redis.del(Keys.counters(QUEUE)));
    ask(redis -> redis.set(Keys.counters(QUEUE), "x").length());
    queue.enqueue(List.of(job("3")));

    assertThat(status().ready()).isEqualTo(2);
    assertThat(status().scheduled()).isEqualTo(1);
  }

  private static List<JobView> listed(RedisQueueControl control, JobState state) {
    List<JobView> all = new ArrayList<>();
    String position = "";
    do {
      JobPage page = control.list(QUEUE, state, JobFilter.ALL, position, 1);
      all.addAll(page.jobs());
      position = page.next();
    } while (!position.isEmpty() && all.size() < 100);
    return all;
  }

  /** A key of the queue's own is there, but is something else. */
  @Test
  void aStreamThatIsNoStreamStopsItsLaneUntilItIsDeletedAndNoWorkerForEver() {
    ask(redis -> redis.set(NORMAL, "not a stream").length());
    Intake worker = worker();
    assertThatThrownBy(() -> fetch(worker, 1)).isInstanceOf(QueueUnavailableException.class);

    ask(redis -> redis.del(NORMAL));
    queue.enqueue(List.of(job("good")));
    assertThat(fetch(worker, 1)).extracting(Job::payload).containsExactly("good");
  }

  @Test
  void theLeastThatIsAJobRuns() {
    write(Map.of("e", "x", "p", "1"));

    assertThat(fetch(worker(), 1)).hasSize(1);
  }

  @Test
  void deadNodesDamagedEntriesComeBackToo() {
    write(Map.of("hello", "world"));
    NodeRegistration dead =
        new NodeRegistration(redises(), new carillon.job.engine.NodeName("dead"));
    fetch(worker(dead), 1);
    ask(redis -> redis.del(Keys.node(QUEUE, dead.incarnation())));
    JobReclaimer.all(redisPool, QUEUE, dead.incarnation());

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
    EntryReceipt entryReceipt = EntryReceipt.of(jobs.get(0));
    String key = Keys.ready(QUEUE, entryReceipt.stream());
    ask(redis -> redis.xdel(key, new StreamEntryID(entryReceipt.entry())));
    worker.ackAndFetch(
        List.of(
            new carillon.job.engine.JobResult(
                jobs.get(0), new carillon.job.engine.JobOutcome.Bury("EXHAUSTED", "x"))),
        0,
        NO_WAIT);

    assertThat(status().running()).isZero();
    assertThat(counter("deleted")).isEqualTo(1);
    assertThat(unaccounted()).isZero();
  }

  /** All that can be had, each told to be done. */
  private static List<Job> drained(Intake worker) {
    List<Job> all = new ArrayList<>();
    List<Job> jobs = fetch(worker, 50);
    for (int round = 0; round < 20; round++) {
      all.addAll(jobs);
      jobs = worker.ackAndFetch(done(jobs), 50, NO_WAIT);
    }
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void write(byte[]... fields) {
    Map<byte[], byte[]> entry = new HashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      entry.put(fields[i], fields[i + 1]);
    }
    ask(redis -> redis.xadd(bytes(NORMAL), new XAddParams(), entry).length);
  }

  private void write(Map<String, String> fields) {
    ask(redis -> redis.xadd(NORMAL, StreamEntryID.NEW_ENTRY, fields).getTime());
  }

  private void binary() {
    byte[] noise = {(byte) 0xff, (byte) 0xfe, 0, 1};
    ask(
        redis ->
            redis.xadd(
                    NORMAL.getBytes(StandardCharsets.US_ASCII),
                    new XAddParams(),
                    Map.of(new byte[] {'e'}, noise, new byte[] {'p'}, noise, noise, noise))
                .length);
  }
}
