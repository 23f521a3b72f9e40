package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.config.Settings;
import carillon.job.JobId;
import carillon.job.Priority;
import carillon.job.QueueName;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome.Bury;
import carillon.job.engine.JobOutcome.Done;
import carillon.job.engine.JobOutcome.HandBack;
import carillon.job.engine.JobOutcome.Retry;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobSource.Intake;
import carillon.job.engine.JobState;
import carillon.job.engine.JobView;
import carillon.job.engine.JobsEnqueued;
import carillon.job.engine.NewJob;
import carillon.job.engine.QueueStatus;
import carillon.queue.redis.JobIds;
import carillon.queue.redis.Keys;
import carillon.queue.redis.ReadyStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each state a job goes through, on a real Redis. */
class TransitionsTest extends RedisTest {

  @Test
  void aJobIsTakenAsItWasPut() {
    JobId id = queue.enqueue(List.of(job("{\"a\":\"ü\"}"))).get(0);

    Job job = fetch(worker(), 10).get(0);

    assertThat(job.id()).isEqualTo(id);
    assertThat(job.eventName()).isEqualTo("test.event");
    assertThat(job.payload()).isEqualTo("{\"a\":\"ü\"}");
    assertThat(job.projectId()).isEqualTo(7);
    assertThat(job.attempt()).isEqualTo(1);
    assertThat(job.enqueuedAt()).isBetween(Instant.now().minusSeconds(5), Instant.now());
    assertThat(facts).containsExactly(new JobsEnqueued(QUEUE, "test.event", 1));
  }

  @Test
  void finishedJobIsReportedBeforeWaitingForMore() {
    queue.enqueue(List.of(job("1")));
    Intake worker = worker();
    List<Job> jobs = fetch(worker, 1);
    Instant begin = Instant.now();
    AtomicReference<Instant> settled = new AtomicReference<>();

    worker.ackAndFetch(
        done(jobs),
        1,
        Duration.ofSeconds(1),
        () -> {
          assertThat(counter("done")).isEqualTo(1);
          settled.set(Instant.now());
        });

    assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(900));
    assertThat(Duration.between(settled.get(), Instant.now()))
        .as("the wait comes after")
        .isGreaterThan(Duration.ofMillis(800));
  }

  @Test
  void finishedJobLeavesOnlyItsCount() {
    List<JobId> ids = queue.enqueue(IntStream.range(0, 250).mapToObj(i -> job("" + i)).toList());
    Intake worker = worker();

    List<Job> jobs = fetch(worker, 250);
    assertThat(jobs.stream().map(Job::id)).containsExactlyElementsOf(ids);
    assertThat(status().running()).isEqualTo(250);
    worker.ackAndFetch(done(jobs), 0, NO_WAIT);

    assertThat(counter("done")).isEqualTo(250);
    assertThat(queue.find(ids.get(0))).isEmpty();
    assertThat(ask(redis -> redis.xlen(Keys.ready(QUEUE, ReadyStream.of(Priority.NORMAL, 7)))))
        .isZero();
    assertThat(unaccounted()).isZero();
  }

  @Test
  void resultReportedTwiceCountsOnce() {
    queue.enqueue(List.of(job("1"), job("2"), job("3"), job("4")));
    Intake worker = worker();
    List<Job> jobs = fetch(worker, 10);
    List<JobResult> finished =
        List.of(
            new JobResult(jobs.get(0), new Done()),
            new JobResult(jobs.get(1), new Retry(Duration.ofHours(1), "no")),
            new JobResult(jobs.get(2), new Bury("EXHAUSTED", "no")),
            new JobResult(jobs.get(3), new HandBack(Duration.ofHours(1))));

    worker.ackAndFetch(finished, 0, NO_WAIT);
    worker.ackAndFetch(finished, 0, NO_WAIT);

    assertThat(counter("done")).isEqualTo(1);
    assertThat(counter("requeued")).isEqualTo(1);
    assertThat(counter("discarded")).isEqualTo(1);
    assertThat(status().scheduled()).isEqualTo(2);
    assertThat(status().dead()).isEqualTo(1);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void aFailureComesBackWithItsErrorAndOneAttemptMore() {
    JobId id = queue.enqueue(List.of(job("1"))).get(0);
    Intake worker = worker();
    report(worker, fetch(worker, 1).get(0), new Retry(Duration.ofMillis(50), "it broke"));

    JobView waiting = queue.find(id).orElseThrow();
    assertThat(waiting.state()).isEqualTo(JobState.SCHEDULED);
    assertThat(waiting.lastError()).isEqualTo("it broke");
    assertThat(waiting.dueAt()).isAfter(waiting.enqueuedAt());

    Job again = promotedAndTaken(worker);
    assertThat(again.id()).isEqualTo(id);
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(queue.find(id).orElseThrow().state()).isEqualTo(JobState.RUNNING);
    report(worker, again, new Done());
    assertThat(queue.find(id)).isEmpty();
    assertThat(ask(redis -> redis.hlen(Keys.tag(QUEUE) + ":moved"))).isZero();
    assertThat(unaccounted()).isZero();
  }

  @Test
  void aDelayedJobWaitsForItsTime() {
    NewJob delayed =
        NewJob.of(QUEUE, "test.event", "{}", 0).with(Priority.LOW).delayed(Duration.ofMillis(300));
    JobId id = queue.enqueue(List.of(job("now"), delayed)).get(1);
    Intake worker = worker();
    new ScheduledJobPromoter(redisPool).run();
    assertThat(fetch(worker, 10)).hasSize(1);
    assertThat(queue.find(id).orElseThrow().state()).isEqualTo(JobState.SCHEDULED);

    Job job = promotedAndTaken(worker);

    assertThat(job.id()).isEqualTo(id);
    assertThat(job.priority()).isEqualTo(Priority.LOW);
    assertThat(Duration.between(job.enqueuedAt(), job.readyAt()))
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
  }

  @Test
  void aBuriedJobIsFoundWithItsReason() {
    JobId id = queue.enqueue(List.of(job("1"))).get(0);
    Intake worker = worker();
    report(worker, fetch(worker, 1).get(0), new Bury("MALFORMED", "no object"));

    JobView dead = queue.find(id).orElseThrow();
    assertThat(dead.state()).isEqualTo(JobState.DEAD);
    assertThat(dead.lastError()).isEqualTo("MALFORMED: no object");
    assertThat(dead.payload()).isEqualTo("1");
    assertThat(unaccounted()).isZero();
  }

  @Test
  void jobHandedBackGoesFirstAndUsesNoAttempt() {
    queue.enqueue(List.of(job("1"), job("2")));
    Intake worker = worker();
    Job first = fetch(worker, 1).get(0);
    report(worker, first, new HandBack(Duration.ZERO));

    List<Job> next = fetch(worker(nodeRegistration), 10);

    assertThat(next).hasSize(2);
    assertThat(next.get(0).id()).isEqualTo(first.id());
    assertThat(next.get(0).attempt()).isEqualTo(1);
    assertThat(next.get(0).postponedSince()).isNull();
  }

  @Test
  void rescheduledJobKeepsItsEnqueueTime() {
    queue.enqueue(List.of(job("1")));
    Intake worker = worker();
    report(worker, fetch(worker, 1).get(0), new HandBack(Duration.ofMillis(1)));
    Job second = promotedAndTaken(worker);
    report(worker, second, new HandBack(Duration.ofMillis(1)));

    Job third = promotedAndTaken(worker);

    assertThat(third.postponedSince()).isNotNull().isEqualTo(second.postponedSince());
    assertThat(third.attempt()).isEqualTo(1);
  }

  @Test
  void aKeptJobIsFoundAfterItsEndWithoutItsPayload() {
    NewJob kept =
        NewJob.of(QUEUE, "test.event", "{}", 0).with(Priority.HIGH).kept(Duration.ofMinutes(10));
    JobId id = queue.enqueue(List.of(kept)).get(0);
    assertThat(queue.find(id).orElseThrow().state()).isEqualTo(JobState.READY);
    Intake worker = worker();
    report(worker, fetch(worker, 1).get(0), new Done());

    JobView view = queue.find(id).orElseThrow();
    assertThat(view.state()).isEqualTo(JobState.DONE);
    assertThat(view.payload()).isNull();
    ask(redis -> redis.zadd(Keys.tag(QUEUE) + ":kept", 1, JobIds.inRedis(id)));
    new JobExpirer(redisPool, Settings.of(Map.of()), gone -> {}).run();
    assertThat(queue.find(id)).isEmpty();
  }

  @Test
  void highGoesBeforeLowButLowDoesNotStarve() {
    for (int i = 0; i < 30; i++) {
      queue.enqueue(List.of(with(Priority.LOW), with(Priority.NORMAL), with(Priority.HIGH)));
    }
    Intake worker = worker();
    List<Priority> taken =
        IntStream.range(0, 20).mapToObj(i -> fetch(worker, 1).get(0).priority()).toList();

    assertThat(taken).startsWith(Priority.HIGH, Priority.HIGH);
    assertThat(taken).contains(Priority.NORMAL, Priority.LOW);
    assertThat(taken.stream().filter(Priority.HIGH::equals)).hasSizeGreaterThanOrEqualTo(13);
  }

  @Test
  void neverMoreThanAskedForOverAllPriorities() {
    queue.enqueue(List.of(with(Priority.LOW), with(Priority.NORMAL), with(Priority.HIGH)));

    assertThat(fetch(worker(), 2)).hasSize(2);
  }

  @Test
  void theOldestWaitingIsTheFirstNotYetTaken() {
    assertThat(queue.oldestReady(QUEUE)).isEmpty();
    List<JobId> ids = queue.enqueue(List.of(job("1")));
    assertThat(queue.oldestReady(QUEUE)).contains(JobIds.enqueuedAt(ids.get(0)));
    fetch(worker(), 1);
    assertThat(queue.oldestReady(QUEUE)).isEmpty();
    List<JobId> second = queue.enqueue(List.of(job("2")));
    assertThat(queue.oldestReady(QUEUE)).contains(JobIds.enqueuedAt(second.get(0)));
    QueueStatus status = status();
    assertThat(status.ready()).isEqualTo(1);
    assertThat(status.running()).isEqualTo(1);
  }

  @Test
  void queuesDoNotMix() {
    queue.enqueue(List.of(NewJob.of(QueueName.WEBHOOKS, "x", "1", 0), job("2")));

    assertThat(fetch(worker(), 10)).extracting(Job::payload).containsExactly("2");
    assertThat(queue.status(QueueName.WEBHOOKS).ready()).isEqualTo(1);
    assertThat(facts).hasSize(2);
  }

  private Job promotedAndTaken(Intake worker) {
    ScheduledJobPromoter scheduledJobPromoter = new ScheduledJobPromoter(redisPool);
    return await()
        .until(
            () -> {
              scheduledJobPromoter.run();
              return fetch(worker, 1);
            },
            jobs -> !jobs.isEmpty())
        .get(0);
  }

  private static NewJob with(Priority priority) {
    return NewJob.of(QUEUE, "test.event", "{}", 0).with(priority);
  }
}
