package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.config.Settings;
import carillon.job.JobId;
import carillon.job.Progress;
import carillon.job.engine.Job;
import carillon.job.engine.JobFilter;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobOutcome.Bury;
import carillon.job.engine.JobOutcome.Done;
import carillon.job.engine.JobOutcome.Retry;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobSource.Intake;
import carillon.job.engine.JobState;
import carillon.job.engine.JobView;
import carillon.job.engine.JobsDropped;
import carillon.job.engine.NewJob;
import carillon.job.engine.QueueControl.DeadLetterAction;
import carillon.job.engine.QueueControl.DeadLetterStep;
import carillon.job.engine.QueueControl.JobPage;
import carillon.queue.redis.JobIds;
import carillon.queue.redis.Keys;
import carillon.queue.redis.ReadyStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;

/** What operators see and do. */
class ControlTest extends RedisTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  /** What lives.lua reckons for an id in a sorted set and in a hash. */
  private static final int BESIDE = 215;

  private final List<JobsDropped> dropped = new ArrayList<>();
  private RedisQueueControl control;

  @BeforeEach
  void control() {
    control = new RedisQueueControl(redisByQueue, dropped::add);
  }

  @Test
  void aPausedQueueGivesNothingAndAResumedOneAll() {
    queue.enqueue(List.of(job("1")));
    Intake worker = worker();
    control.pause(QUEUE);

    assertThat(fetch(worker, 1)).isEmpty();
    assertThat(worker.ackAndFetch(List.of(), 1, Duration.ofMillis(50))).isEmpty();
    assertThat(status().paused()).isTrue();
    control.resume(QUEUE);
    assertThat(fetch(worker, 1)).hasSize(1);
    assertThat(status().paused()).isFalse();
  }

  /** Where there were many a worker reads on, and waits, without looking at anything else. */
  @Test
  void aQueuePausedInTheMiddleOfACrowdGivesNothingSoonAfter() {
    Intake worker = worker();
    crowd();
    assertThat(worker.ackAndFetch(List.of(), 100, SHORT)).hasSize(100);
    control.pause(QUEUE);

    await()
        .atMost(Duration.ofSeconds(1))
        .until(() -> worker.ackAndFetch(List.of(), 100, SHORT).isEmpty());
    crowd();
    assertThat(worker.ackAndFetch(List.of(), 100, SHORT)).isEmpty();
    assertThat(worker.ackAndFetch(List.of(), 100, SHORT)).isEmpty();
  }

  private void crowd() {
    queue.enqueue(IntStream.range(0, 100).mapToObj(i -> job("one")).toList());
  }

  @Test
  void waitingJobIsCancelledAtOnce() {
    List<JobId> ids =
        queue.enqueue(
            List.of(job("1"), job("2").delayed(Duration.ofHours(1)).kept(Duration.ofHours(1))));

    assertThat(control.cancel(ids.get(0))).contains(JobState.READY);
    assertThat(control.cancel(ids.get(1))).contains(JobState.SCHEDULED);
    assertThat(control.cancel(ids.get(0))).isEmpty();
    assertThat(control.cancel(ids.get(1))).contains(JobState.CANCELLED);
    assertThat(fetch(worker(), 10)).isEmpty();
    assertThat(counter("cancelled")).isEqualTo(2);
    assertThat(dropped).hasSize(2);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void cancelledRunningJobIsNotRetried() {
    JobId id = queue.enqueue(List.of(job("1"))).get(0);
    Intake worker = worker();
    Job job = fetch(worker, 1).get(0);
    RedisRunningJobStore notes = new RedisRunningJobStore(redisByQueue, nodeRegistration);
    assertThat(notes.cancelled(Set.of(id))).isEmpty();

    assertThat(control.cancel(id)).contains(JobState.RUNNING);
    assertThat(notes.cancelled(Set.of(id))).containsExactly(id);
    report(worker, job, new Retry(Duration.ofHours(1), "failed meanwhile"));

    assertThat(counter("cancelled")).isEqualTo(1);
    assertThat(keys("cancel")).isZero();
    assertThat(unaccounted()).isZero();
  }

  @Test
  void aJobWhoseTimeIsOverIsDropped() {
    NewJob mortal = job("1").expiring(Duration.ofMillis(1));
    queue.enqueue(List.of(mortal, mortal.delayed(Duration.ofHours(1)), job("stays")));
    expireUntil("expired", 2);

    assertThat(fetch(worker(), 10)).extracting(Job::payload).containsExactly("stays");
    assertThat(dropped).extracting(JobsDropped::how).containsOnly(JobState.EXPIRED).hasSize(2);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void runningJobDoesNotExpireButItsRetryDoes() {
    queue.enqueue(List.of(job("1").expiring(Duration.ofMillis(1))));
    Intake worker = worker();
    Job job = fetch(worker, 1).get(0);
    new JobExpirer(redisPool, Settings.of(Map.of()), dropped::add).run();
    assertThat(status().running()).isEqualTo(1);

    report(worker, job, new Retry(Duration.ofHours(1), "x"));
    expireUntil("expired", 1);
    assertThat(status().scheduled()).isZero();
  }

  @Test
  void aKeyIsTakenUntilItsJobEnds() {
    NewJob only = job("1").unique("k", Duration.ZERO);
    JobId first = queue.enqueue(List.of(only)).get(0);
    assertThat(queue.enqueue(List.of(only, only))).containsOnly(first);
    Intake worker = worker();
    Job job = fetch(worker, 10).get(0);
    assertThat(queue.enqueue(List.of(only))).containsExactly(first);

    report(worker, job, new Done());

    assertThat(queue.enqueue(List.of(only))).doesNotContain(first);
    assertThat(counter("enqueued")).isEqualTo(2);
    assertThat(facts).hasSize(2);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void aKeyWithAWindowIsTakenUntilThatIsOver() {
    NewJob only = job("1").unique("k", Duration.ofMillis(300));
    JobId first = queue.enqueue(List.of(only)).get(0);
    Intake worker = worker();
    worker.ackAndFetch(done(fetch(worker, 1)), 0, NO_WAIT);

    assertThat(queue.enqueue(List.of(only))).containsExactly(first);
    await().until(() -> !queue.enqueue(List.of(only)).contains(first));

    assertThat(counter("enqueued")).isEqualTo(2);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void endedJobsAreKeptWithinABudgetThoseForLongGoFirst() {
    NewJob soon = job("{}").kept(Duration.ofMinutes(1));
    NewJob later = job("{}").kept(Duration.ofHours(1));
    List<JobId> ids = queue.enqueue(List.of(later, later, soon, soon));
    Intake worker = worker();
    List<Job> jobs = fetch(worker, 4);
    worker.ackAndFetch(done(jobs.subList(0, 3)), 0, NO_WAIT);
    String bytes = Keys.tag(QUEUE) + ":bytes";
    ask(redis -> redis.hset(bytes, "kept", Long.toString(64 * 1024 * 1024 - 2 * BESIDE)));

    worker.ackAndFetch(done(jobs.subList(3, 4)), 0, NO_WAIT);

    assertThat(ids.stream().filter(id -> queue.find(id).isPresent()))
        .containsExactlyElementsOf(ids.subList(2, 4));
  }

  @Test
  void aKeyBelongsToItsEvent() {
    NewJob other = NewJob.of(QUEUE, "other.event", "{}", 7).unique("k", Duration.ofHours(1));

    List<JobId> ids =
        queue.enqueue(List.of(job("1").unique("k", Duration.ofHours(1)), other, other));

    assertThat(Set.copyOf(ids)).hasSize(2);
    assertThat(ids.get(1)).isEqualTo(ids.get(2));
  }

  @Test
  void aKeyThatAnOlderNodeWroteIsTakenToo() {
    JobId first = queue.enqueue(List.of(job("1").unique("k", Duration.ZERO))).get(0);
    String unique = Keys.tag(QUEUE) + ":unique";
    ask(redis -> redis.hset(unique, "k", redis.hget(unique, "test.event k")));
    ask(redis -> redis.hdel(unique, "test.event k"));

    assertThat(queue.enqueue(List.of(job("1").unique("k", Duration.ZERO)))).containsExactly(first);
    assertThat(
            queue.enqueue(
                List.of(NewJob.of(QUEUE, "other.event", "{}", 7).unique("k", Duration.ZERO))))
        .doesNotContain(first);
  }

  @Test
  void aJobThatNeverRanFreesItsKeyBeforeTheWindowIsOver() {
    NewJob only = job("1").unique("k", Duration.ofHours(1));
    JobId cancelled = queue.enqueue(List.of(only)).get(0);
    control.cancel(cancelled);
    JobId expired = queue.enqueue(List.of(only.expiring(Duration.ofMillis(1)))).get(0);
    assertThat(expired).isNotEqualTo(cancelled);
    expireUntil("expired", 1);
    JobId deleted = queue.enqueue(List.of(only)).get(0);
    assertThat(deleted).isNotEqualTo(expired);
    Intake worker = worker();
    report(worker, fetch(worker, 1).get(0), new Bury("EXHAUSTED", "x"));
    assertThat(queue.enqueue(List.of(only))).containsExactly(deleted);

    each(DeadLetterAction.DELETE, JobFilter.ALL);

    assertThat(queue.enqueue(List.of(only))).doesNotContain(deleted);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void aDeadLetterWhoseKeyAnotherJobHasIsNotReplayed() {
    NewJob only = job("1").unique("k", Duration.ZERO);
    Intake worker = worker();
    List<JobId> dead = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      dead.addAll(queue.enqueue(List.of(only)));
      report(worker, fetch(worker, 1).get(0), new Bury("EXHAUSTED", "x"));
    }
    JobId twin = queue.enqueue(List.of(only)).get(0);

    DeadLetterStep all = control.deadLetters(QUEUE, DeadLetterAction.REPLAY, JobFilter.ALL, "");
    assertThat(all).isEqualTo(new DeadLetterStep("", 2, 2, 2));
    control.cancel(twin);
    DeadLetterStep one = control.deadLetters(QUEUE, DeadLetterAction.REPLAY, JobFilter.ALL, "");

    assertThat(one).isEqualTo(new DeadLetterStep("", 2, 1, 2));
    assertThat(queue.enqueue(List.of(only))).containsExactly(dead.get(0));
    assertThat(status().dead()).isEqualTo(1);
    assertThat(unaccounted()).isZero();
  }

  /** All are due at the same millisecond, and the last one of each page is gone before the next. */
  @Test
  void pagesGoOnAfterAJobThatIsGone() {
    List<JobId> ids =
        queue.enqueue(
            IntStream.range(0, 90).mapToObj(i -> job("x").delayed(Duration.ofHours(1))).toList());
    String shelf = Keys.tag(QUEUE) + ":scheduled";
    ids.forEach(id -> ask(redis -> redis.zadd(shelf, 1e12, JobIds.inRedis(id))));
    List<JobId> seen = new ArrayList<>();
    String position = "";
    do {
      JobPage page = control.list(QUEUE, JobState.SCHEDULED, JobFilter.ALL, position, 10);
      page.jobs().forEach(job -> seen.add(job.id()));
      control.cancel(seen.get(seen.size() - 1));
      position = page.next();
    } while (!position.isEmpty() && seen.size() < 1000);

    assertThat(seen).hasSize(90).doesNotHaveDuplicates();
  }

  @Test
  void theMemoryOfKeptJobsIsReckonedAsRedisMeasuresIt() {
    List<NewJob> many =
        IntStream.range(0, 2000).mapToObj(i -> job("{}").kept(Duration.ofHours(1))).toList();
    long before = memory();
    queue.enqueue(many);
    queue.enqueue(List.of());
    Intake worker = worker();
    for (List<Job> jobs = fetch(worker, 500); !jobs.isEmpty(); jobs = fetch(worker, 500)) {
      worker.ackAndFetch(done(jobs), 0, NO_WAIT);
    }
    long bodies =
        Long.parseLong(
            RedisTest.server.ask(redis -> redis.hget(Keys.tag(QUEUE) + ":bytes", "kept")));

    assertThat((double) (bodies + 2000 * BESIDE) / (memory() - before)).isBetween(0.8, 1.25);
  }

  private static String deadBytes() {
    return RedisTest.server.ask(redis -> redis.hget(Keys.tag(QUEUE) + ":bytes", "dead"));
  }

  private static long memory() {
    String tag = Keys.tag(QUEUE);
    return RedisTest.server.ask(
        redis ->
            redis.exists(tag + ":kept")
                ? redis.memoryUsage(tag + ":kept", 0) + redis.memoryUsage(tag + ":kept:bodies", 0)
                : 0L);
  }

  @Test
  void aDeletedCountOfBytesHealsAndIsTold() {
    bury("EXHAUSTED", "x".repeat(1000));
    bury("EXHAUSTED", "x".repeat(1000));
    String bytes = Keys.tag(QUEUE) + ":bytes";
    String counted = deadBytes();
    JobExpirer jobExpirer = new JobExpirer(redisPool, Settings.of(Map.of()), dropped::add);
    for (String harm : List.of("gone", "-5", "many", "no hash")) {
      ask(redis -> redis.del(bytes));
      if (harm.equals("no hash")) {
        ask(redis -> redis.set(bytes, harm).length());
      } else if (!harm.equals("gone")) {
        ask(redis -> redis.hset(bytes, "dead", harm));
      }
      jobExpirer.run();
      assertThat(deadBytes()).as(harm).isEqualTo(counted);
    }

    assertThat(new QueueBalanceCheck(queue).findings())
        .extracting(finding -> finding.text())
        .containsExactly(
            "The bytes of the queue background were counted anew: their count in Redis had been deleted or changed");
    each(DeadLetterAction.DELETE, JobFilter.ALL);
    assertThat(deadBytes()).isEqualTo("0");
    assertThat(unaccounted()).isZero();
  }

  @Test
  void pagesShowEachJobOnceWhateverEndsMeanwhile() {
    for (int project = 0; project < 5; project++) {
      for (int i = 0; i < 100; i++) {
        queue.enqueue(List.of(NewJob.of(QUEUE, "test.event", "{}", project)));
      }
    }
    Intake worker = worker();
    fetch(worker, 40);

    assertThat(all(JobState.READY, JobFilter.ALL)).hasSize(460);
    assertThat(all(JobState.RUNNING, JobFilter.ALL)).hasSize(40);
    assertThat(all(JobState.READY, new JobFilter(null, null, 3L, null, null)))
        .hasSizeBetween(60, 100);
    assertThat(all(JobState.READY, new JobFilter("other", null, null, null, null))).isEmpty();
  }

  @Test
  void deadLettersAreChosenByWhatTheyDiedOf() {
    Instant before = Instant.now().minusSeconds(60);
    bury("EXHAUSTED", "java.io.IOException: no\n  (attempt 3)");
    bury("EXHAUSTED", "java.lang.IllegalStateException\n  (attempt 3)");
    bury("MALFORMED", "no object");

    assertThat(all(JobState.DEAD, error("EXHAUSTED"))).hasSize(2);
    assertThat(all(JobState.DEAD, error("java.io.IOException"))).hasSize(1);
    assertThat(all(JobState.DEAD, error("java.lang.IllegalStateException"))).hasSize(1);
    assertThat(all(JobState.DEAD, new JobFilter(null, null, 7L, before, null))).hasSize(3);
    assertThat(all(JobState.DEAD, new JobFilter(null, null, 7L, null, before))).isEmpty();
    assertThat(all(JobState.DEAD, new JobFilter(null, null, 7L, Instant.MIN, Instant.MAX)))
        .hasSize(3);
  }

  @Test
  void deadLettersRunAgainAsIfTheyWereNew() {
    JobId id = bury("EXHAUSTED", "it broke");
    bury("MALFORMED", "x");

    assertThat(each(DeadLetterAction.COUNT, error("EXHAUSTED"))).isEqualTo(1);
    assertThat(each(DeadLetterAction.REPLAY, error("EXHAUSTED"))).isEqualTo(1);
    Job again = fetch(worker(), 10).get(0);
    assertThat(again.id()).isEqualTo(id);
    assertThat(again.attempt()).isEqualTo(1);
    assertThat(status().dead()).isEqualTo(1);
    assertThat(each(DeadLetterAction.DELETE, JobFilter.ALL)).isEqualTo(1);
    assertThat(counter("deleted")).isEqualTo(1);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void manyDeadLettersOfOneMomentAreAllFound() {
    Intake worker = worker();
    queue.enqueue(IntStream.range(0, 700).mapToObj(i -> job("" + i)).toList());
    List<Job> jobs = fetch(worker, 700);
    worker.ackAndFetch(
        jobs.stream().map(job -> new JobResult(job, new Bury("EXHAUSTED", "x"))).toList(),
        0,
        NO_WAIT);

    assertThat(all(JobState.DEAD, JobFilter.ALL)).hasSize(700);
    assertThat(each(DeadLetterAction.REPLAY, JobFilter.ALL)).isEqualTo(700);
    assertThat(status().ready()).isEqualTo(700);
  }

  @Test
  void deadLettersAreDeletedBeyondTheirAgeAndBytes() {
    for (int i = 0; i < 5; i++) {
      bury("EXHAUSTED", "x".repeat(1000));
    }
    Settings two = Settings.of(Map.of("carillon.queue.dead-letters.bytes", "3000"));
    new JobExpirer(redisPool, two, dropped::add).run();
    assertThat(status().dead()).isEqualTo(2);

    Settings old = Settings.of(Map.of("carillon.queue.dead-letters.keep", "PT0.001S"));
    await()
        .until(
            () -> {
              new JobExpirer(redisPool, old, dropped::add).run();
              return status().dead() == 0;
            });
    assertThat(counter("deleted")).isEqualTo(5);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void progressIsShownAndNothingRemainsOfIt() throws Exception {
    JobId id = queue.enqueue(List.of(job("1"))).get(0);
    Intake worker = worker();
    Job job = fetch(worker, 1).get(0);
    RedisRunningJobStore notes = new RedisRunningJobStore(redisByQueue, nodeRegistration);
    notes.saveProgress(job, new Progress(40, "2 of 5"));
    notes.saveCheckpoint(job, "2");

    assertThat(queue.find(id).orElseThrow().progress()).isEqualTo(new Progress(40, "2 of 5"));
    worker.ackAndFetch(done(List.of(job)), 0, NO_WAIT);
    assertThat(keys("run")).isZero();
    assertThat(queue.find(id)).isEmpty();
    assertThat(unaccounted()).isZero();
  }

  @Test
  void theLastProgressOfAKeptJobIsKeptWithIt() throws Exception {
    JobId id = queue.enqueue(List.of(job("1").kept(Duration.ofHours(1)))).get(0);
    Intake worker = worker();
    Job job = fetch(worker, 1).get(0);
    new RedisRunningJobStore(redisByQueue, nodeRegistration)
        .saveProgress(job, new Progress(100, "5 of 5"));

    worker.ackAndFetch(done(List.of(job)), 0, NO_WAIT);

    assertThat(keys("run")).isZero();
    assertThat(queue.find(id).orElseThrow().progress()).isEqualTo(new Progress(100, "5 of 5"));
  }

  @Test
  void aProjectWithManyJobsHoldsUpAnotherByABatchAtMost() {
    queue.enqueue(IntStream.range(0, 2000).mapToObj(i -> job("many")).toList());
    Intake worker = worker();
    fetch(worker, 100);
    fetch(worker, 100);
    queue.enqueue(List.of(NewJob.of(QUEUE, "test.event", "lone", 8)));

    int before = 0;
    while (fetch(worker, 100).stream().noneMatch(job -> job.payload().equals("lone"))) {
      before++;
    }
    assertThat(before).as("batches").isLessThan(8);
  }

  @Test
  void projectsTakeTurnsWhenJobsAreTakenOneByOne() {
    for (int i = 0; i < 10; i++) {
      for (int project = 1; project <= 3; project++) {
        queue.enqueue(List.of(NewJob.of(QUEUE, "test.event", "" + project, project)));
      }
    }
    Intake worker = worker();
    List<String> turns =
        IntStream.range(0, 6).mapToObj(i -> fetch(worker, 1).get(0).payload()).toList();

    assertThat(turns).containsExactly("1", "2", "3", "1", "2", "3");
  }

  @Test
  void theSumTellsOfJobsThatNobodyEnqueued() {
    QueueBalanceCheck check = new QueueBalanceCheck(queue);
    assertThat(check.findings()).isEmpty();
    ask(
        redis ->
            redis
                .xadd(
                    Keys.ready(QUEUE, ReadyStream.FIRST),
                    StreamEntryID.NEW_ENTRY,
                    Map.of("e", "x", "p", "{}"))
                .getTime());

    assertThat(check.findings()).hasSize(1);
    assertThat(check.findings().get(0).text())
        .isEqualTo("The queue background holds 1 more jobs than its counters account for");
  }

  private void expireUntil(String counter, long count) {
    JobExpirer jobExpirer = new JobExpirer(redisPool, Settings.of(Map.of()), dropped::add);
    await()
        .until(
            () -> {
              jobExpirer.run();
              return counter(counter) == count;
            });
  }

  private JobId bury(String reason, String error) {
    JobId id = queue.enqueue(List.of(job("1"))).get(0);
    Intake worker = worker();
    JobOutcome outcome = new Bury(reason, error);
    report(worker, fetch(worker, 1).get(0), outcome);
    return id;
  }

  private Set<JobId> all(JobState state, JobFilter filter) {
    Set<JobId> found = new HashSet<>();
    String position = "";
    do {
      JobPage page = control.list(QUEUE, state, filter, position, 30);
      assertThat(page.jobs()).hasSizeLessThanOrEqualTo(30);
      for (JobView job : page.jobs()) {
        assertThat(found.add(job.id())).as("%s again", job.id()).isTrue();
        assertThat(job.state()).isEqualTo(state);
      }
      position = page.next();
    } while (!position.isEmpty());
    return found;
  }

  private long each(DeadLetterAction action, JobFilter filter) {
    long matched = 0;
    String position = "";
    do {
      DeadLetterStep step = control.deadLetters(QUEUE, action, filter, position);
      matched += step.matched();
      position = step.next();
    } while (!position.isEmpty());
    return matched;
  }

  private static JobFilter error(String error) {
    return new JobFilter(null, error, null, null, null);
  }

  private long keys(String kind) {
    return ask(redis -> redis.keys(Keys.tag(QUEUE) + ":" + kind + ":*").size());
  }
}
