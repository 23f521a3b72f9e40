package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.job.JobId;
import carillon.job.JobOwnershipLostException;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome.Bury;
import carillon.job.engine.JobOutcome.Done;
import carillon.job.engine.JobOutcome.Retry;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobSource.Intake;
import carillon.job.engine.JobState;
import carillon.job.engine.JobView;
import carillon.job.engine.NodeName;
import carillon.queue.redis.Keys;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whose a job is: its owner's as long as that one lives, and never two nodes' at once. */
class FencingTest extends RedisTest {
  private final long second = TimeUnit.SECONDS.toNanos(1);

  @Test
  void aDeadNodesJobsStartElsewhereOneByOne() {
    queue.enqueue(List.of(job("1"), job("2"), job("behind")));
    NodeRegistration dead = new NodeRegistration(redises(), new NodeName("dead"));
    List<Job> lost = fetch(worker(dead), 2);
    kill(dead);

    reapCertainly();
    Intake one = worker();
    Intake other = worker();
    List<Job> suspect = fetch(one, 10);
    List<Job> neighbour = fetch(other, 10);
    one.ackAndFetch(done(suspect), 0, NO_WAIT);
    List<Job> next = fetch(one, 10);

    assertThat(suspect).extracting(Job::id).containsExactly(lost.get(0).id());
    assertThat(neighbour).extracting(Job::payload).containsExactly("behind");
    assertThat(next).extracting(Job::id).containsExactly(lost.get(1).id());
    assertThat(next).extracting(Job::attempt).containsOnly(1);
    assertThat(nodes()).doesNotContain(dead.incarnation());
    assertThat(unaccounted()).isZero();
  }

  @Test
  void aSleeperCannotEndWhatWasTakenFromIt() {
    queue.enqueue(List.of(job("1"), job("2"), job("3")));
    NodeRegistration sleeper = new NodeRegistration(redises(), new NodeName("sleeper"));
    Intake asleep = worker(sleeper);
    List<Job> had = fetch(asleep, 3);
    kill(sleeper);
    reapCertainly();
    Intake mine = worker();
    List<Job> now = new ArrayList<>(fetch(mine, 3));

    asleep.ackAndFetch(
        List.of(
            new JobResult(had.get(0), new Done()),
            new JobResult(had.get(1), new Retry(Duration.ofMillis(1), "x")),
            new JobResult(had.get(2), new Bury("EXHAUSTED", "x"))),
        0,
        NO_WAIT);

    assertThat(counter("done")).isZero();
    assertThat(counter("requeued")).isZero();
    assertThat(counter("discarded")).isZero();
    assertThat(queue.find(had.get(0).id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);
    for (int i = 0; i < 3; i++) {
      now = mine.ackAndFetch(done(now), 3, NO_WAIT);
    }
    assertThat(counter("done")).isEqualTo(3);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void aLiveNodesJobsAreNeverTakenHoweverLongTheyRun() {
    queue.enqueue(List.of(job("1")));
    NodeRegistration other = new NodeRegistration(redises(), new NodeName("other"));
    fetch(worker(other), 1);

    reapCertainly();

    assertThat(fetch(worker(), 1)).isEmpty();
    assertThat(status().running()).isEqualTo(1);
  }

  @Test
  void nothingIsReapedBeforeRedisWasReachableLongEnough() {
    queue.enqueue(List.of(job("1")));
    NodeRegistration dead = new NodeRegistration(redises(), new NodeName("dead"));
    fetch(worker(dead), 1);
    kill(dead);
    DeadNodeReaper deadNodeReaper = new DeadNodeReaper(redisPool, nodeRegistration, nanos::get);

    for (int i = 0; i < 5; i++) {
      deadNodeReaper.run();
      nanos.addAndGet(2 * second);
    }
    assertThat(fetch(worker(), 1)).isEmpty();
    nanos.addAndGet(7 * second);
    deadNodeReaper.run();
    assertThat(fetch(worker(), 1)).as("after a gap it begins anew").isEmpty();
    for (int i = 0; i < 7; i++) {
      nanos.addAndGet(2 * second);
      deadNodeReaper.run();
    }
    assertThat(fetch(worker(), 1)).hasSize(1);
  }

  @Test
  void aJobThatKeepsKillingNodesIsBuriedWithTheirNames() {
    JobId id = queue.enqueue(List.of(job("1"))).get(0);
    for (int i = 0; i < 4; i++) {
      dieWithOneJob("victim" + i);
    }

    JobView dead = queue.find(id).orElseThrow();
    assertThat(dead.state()).isEqualTo(JobState.DEAD);
    assertThat(dead.lastError())
        .matches(
            "POISON: nodes died while it ran: victim1\\S+ \\(begun 20.*Z\\), victim2.*victim3.*")
        .doesNotContain("victim0");
    assertThat(unaccounted()).isZero();
  }

  @Test
  void neighboursOfPoisonAreNeverBlamed() {
    JobId poison = queue.enqueue(List.of(job("poison"))).get(0);
    for (int i = 0; i < 10; i++) {
      queue.enqueue(List.of(job("good" + i)));
      NodeRegistration victim = new NodeRegistration(redises(), new NodeName("victim" + i));
      Intake one = worker(victim);
      List<Job> first = fetch(one, 1);
      fetch(worker(victim), 100);
      if (first.stream().noneMatch(job -> job.id().equals(poison))) {
        one.ackAndFetch(done(first), 0, NO_WAIT);
      }
      kill(victim);
      reapCertainly();
    }

    assertThat(queue.find(poison).orElseThrow().state()).isEqualTo(JobState.DEAD);
    assertThat(status().dead()).isEqualTo(1);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void onlyPoisonousJobsBecomeDeadLetters() {
    for (int batch = 0; batch < 100; batch++) {
      int last = batch;
      queue.enqueue(
          IntStream.range(0, 100).mapToObj(i -> job(i == last ? "poison" : "good")).toList());
    }
    while (counter("done") + status().dead() < 10_000) {
      workUntilItKills(new NodeRegistration(redisByQueue, new NodeName("victim")));
    }

    assertThat(counter("done")).isEqualTo(9_900);
    assertThat(status().dead()).isEqualTo(100);
    assertThat(unaccounted()).isZero();
  }

  /** One worker that runs what it takes in order, and dies with what it has not reported. */
  private void workUntilItKills(NodeRegistration victim) {
    Intake intake = new RedisConsumer(redisPool, victim, victim.consumer(QUEUE));
    List<Job> jobs = fetch(intake, 100);
    while (!jobs.isEmpty() && jobs.stream().noneMatch(job -> job.payload().equals("poison"))) {
      jobs = intake.ackAndFetch(done(jobs), 100, NO_WAIT);
    }
    kill(victim);
    JobReclaimer.all(redisPool, QUEUE, victim.incarnation());
    intake.close();
  }

  @Test
  void aCheckpointShowsThatAJobGetsOn() throws JobOwnershipLostException {
    queue.enqueue(List.of(job("1")));
    for (int i = 0; i < 8; i++) {
      NodeRegistration victim = new NodeRegistration(redises(), new NodeName("victim" + i));
      Job job = fetch(worker(victim), 1).get(0);
      new RedisRunningJobStore(redisByQueue, victim).saveCheckpoint(job, "step " + i);
      kill(victim);
      reapCertainly();
    }

    Job last = fetch(worker(), 1).get(0);
    assertThat(new RedisRunningJobStore(redisByQueue, nodeRegistration).checkpoint(last))
        .contains("step 7");
  }

  @Test
  void aSleeperCannotNoteAnything() {
    queue.enqueue(List.of(job("1")));
    NodeRegistration sleeper = new NodeRegistration(redises(), new NodeName("sleeper"));
    Job had = fetch(worker(sleeper), 1).get(0);
    kill(sleeper);
    reapCertainly();

    assertThatThrownBy(
            () -> new RedisRunningJobStore(redisByQueue, sleeper).saveCheckpoint(had, "mine"))
        .isInstanceOf(JobOwnershipLostException.class);
  }

  @Test
  void jobsOfALostReplyAreHandedOutAgain() {
    queue.enqueue(List.of(job("1"), job("2")));
    Intake intake = worker();
    List<Job> held = fetch(intake, 1);
    // What the lost reply would have carried: given to this node, unknown to its workers.
    redisPool.run(
        nodeRegistration
            .consumer(QUEUE)
            .fetchMore(1, List.of(EntryReceipt.of(held.get(0)).stream())));

    PendingEntries pendingEntries = nodeRegistration.handedOut(QUEUE);
    assertThat(pendingEntries.lost(overdue())).as("it may be on its way").isEmpty();
    List<String> lost = pendingEntries.lost(overdue());
    JobReclaimer.lost(redisPool, QUEUE, lost);

    assertThat(fetch(worker(), 10)).hasSize(1).extracting(Job::crashes).containsOnly(0);
    assertThat(status().running()).isEqualTo(2);
  }

  @Test
  void jobOfAWorkerThatGaveUpIsHandedOutAgain() {
    queue.enqueue(List.of(job("1")));
    Intake intake = worker();
    intake.abandon(fetch(intake, 1));

    nodeRegistration.handedOut(QUEUE).lost(overdue());
    JobReclaimer.lost(redisPool, QUEUE, nodeRegistration.handedOut(QUEUE).lost(overdue()));

    assertThat(fetch(worker(), 10)).hasSize(1);
  }

  @Test
  void theKeyOfANodeGoesWithItsLastWorker() {
    Intake one = worker();
    fetch(one, 1);
    nodeRegistration.leave();
    assertThat(ask(redis -> redis.exists(Keys.node(QUEUE, nodeRegistration.incarnation())) ? 1 : 0))
        .isOne();
    one.close();
    nodeRegistration.leave();
    assertThat(ask(redis -> redis.exists(Keys.node(QUEUE, nodeRegistration.incarnation())) ? 1 : 0))
        .isZero();
  }

  @Test
  void outcomesOfSleepersAreRefusedOneByOne() {
    // Reaped in the middle of a batch: what was not taken yet still counts for its owner.
    queue.enqueue(Stream.of("1", "2").map(RedisTest::job).toList());
    NodeRegistration half = new NodeRegistration(redises(), new NodeName("half"));
    Intake intake = worker(half);
    List<Job> jobs = fetch(intake, 2);
    kill(half);
    redisPool.run(RedisCommand.of(LuaScript.RECLAIM, QUEUE, half.incarnation(), 1, 3));

    intake.ackAndFetch(done(jobs), 0, NO_WAIT);

    assertThat(counter("done")).isEqualTo(1);
    assertThat(fetch(worker(), 10)).hasSize(1);
    assertThat(unaccounted()).isZero();
  }

  private void dieWithOneJob(String name) {
    NodeRegistration victim = new NodeRegistration(redises(), new NodeName(name));
    assertThat(fetch(worker(victim), 1)).hasSize(1);
    kill(victim);
    reapCertainly();
  }

  private List<String> overdue() {
    return JobReclaimer.overdue(redisPool, QUEUE, nodeRegistration.incarnation(), 0);
  }

  private void kill(NodeRegistration dead) {
    ask(redis -> redis.del(Keys.node(QUEUE, dead.incarnation())));
  }

  private void reapCertainly() {
    DeadNodeReaper deadNodeReaper = new DeadNodeReaper(redisPool, nodeRegistration, nanos::get);
    for (int i = 0; i < 7; i++) {
      deadNodeReaper.run();
      nanos.addAndGet(2 * second);
    }
  }

  private List<String> nodes() {
    return RedisReply.list(redisPool.run(RedisCommand.of(LuaScript.SURVEY, QUEUE))).stream()
        .filter(byte[].class::isInstance)
        .map(RedisReply::text)
        .toList();
  }
}
