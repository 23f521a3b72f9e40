package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.job.FinishedJob;
import carillon.job.Job;
import carillon.job.JobId;
import carillon.job.JobLostException;
import carillon.job.JobOutcome.Bury;
import carillon.job.JobOutcome.Done;
import carillon.job.JobOutcome.Retry;
import carillon.job.JobSource.Intake;
import carillon.job.JobState;
import carillon.job.JobView;
import carillon.job.NodeName;
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
    Node dead = new Node(redises(), new NodeName("dead"));
    List<Job> lost = fetch(worker(dead), 2);
    kill(dead);

    reapCertainly();
    Intake one = worker();
    Intake other = worker();
    List<Job> suspect = fetch(one, 10);
    List<Job> neighbour = fetch(other, 10);
    one.exchange(done(suspect), 0, NO_WAIT);
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
    Node sleeper = new Node(redises(), new NodeName("sleeper"));
    Intake asleep = worker(sleeper);
    List<Job> had = fetch(asleep, 3);
    kill(sleeper);
    reapCertainly();
    Intake mine = worker();
    List<Job> now = new ArrayList<>(fetch(mine, 3));

    asleep.exchange(
        List.of(
            new FinishedJob(had.get(0), new Done()),
            new FinishedJob(had.get(1), new Retry(Duration.ofMillis(1), "x")),
            new FinishedJob(had.get(2), new Bury("EXHAUSTED", "x"))),
        0,
        NO_WAIT);

    assertThat(counter("done")).isZero();
    assertThat(counter("requeued")).isZero();
    assertThat(counter("discarded")).isZero();
    assertThat(queue.find(had.get(0).id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);
    for (int i = 0; i < 3; i++) {
      now = mine.exchange(done(now), 3, NO_WAIT);
    }
    assertThat(counter("done")).isEqualTo(3);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void aLiveNodesJobsAreNeverTakenHoweverLongTheyRun() {
    queue.enqueue(List.of(job("1")));
    Node other = new Node(redises(), new NodeName("other"));
    fetch(worker(other), 1);

    reapCertainly();

    assertThat(fetch(worker(), 1)).isEmpty();
    assertThat(status().running()).isEqualTo(1);
  }

  @Test
  void nothingIsReapedBeforeRedisWasReachableLongEnough() {
    queue.enqueue(List.of(job("1")));
    Node dead = new Node(redises(), new NodeName("dead"));
    fetch(worker(dead), 1);
    kill(dead);
    Reaper reaper = new Reaper(redis, node, nanos::get);

    for (int i = 0; i < 5; i++) {
      reaper.run();
      nanos.addAndGet(2 * second);
    }
    assertThat(fetch(worker(), 1)).isEmpty();
    nanos.addAndGet(7 * second);
    reaper.run();
    assertThat(fetch(worker(), 1)).as("after a gap it begins anew").isEmpty();
    for (int i = 0; i < 7; i++) {
      nanos.addAndGet(2 * second);
      reaper.run();
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
      Node victim = new Node(redises(), new NodeName("victim" + i));
      Intake one = worker(victim);
      List<Job> first = fetch(one, 1);
      fetch(worker(victim), 100);
      if (first.stream().noneMatch(job -> job.id().equals(poison))) {
        one.exchange(done(first), 0, NO_WAIT);
      }
      kill(victim);
      reapCertainly();
    }

    assertThat(queue.find(poison).orElseThrow().state()).isEqualTo(JobState.DEAD);
    assertThat(status().dead()).isEqualTo(1);
    assertThat(unaccounted()).isZero();
  }

  @Test
  void ofTenThousandJobsOnlyTheHundredPoisonousAreNotDone() {
    for (int batch = 0; batch < 100; batch++) {
      int last = batch;
      queue.enqueue(
          IntStream.range(0, 100).mapToObj(i -> job(i == last ? "poison" : "good")).toList());
    }
    while (counter("done") + status().dead() < 10_000) {
      workUntilItKills(new Node(redises, new NodeName("victim")));
    }

    assertThat(counter("done")).isEqualTo(9_900);
    assertThat(status().dead()).isEqualTo(100);
    assertThat(unaccounted()).isZero();
  }

  /** One worker that runs what it takes in order, and dies with what it has not reported. */
  private void workUntilItKills(Node victim) {
    Intake intake = new RedisIntake(redis, victim, victim.consumer(QUEUE));
    List<Job> jobs = fetch(intake, 100);
    while (!jobs.isEmpty() && jobs.stream().noneMatch(job -> job.payload().equals("poison"))) {
      jobs = intake.exchange(done(jobs), 100, NO_WAIT);
    }
    kill(victim);
    Reclaim.all(redis, QUEUE, victim.incarnation());
    intake.close();
  }

  @Test
  void aCheckpointShowsThatAJobGetsOn() throws JobLostException {
    queue.enqueue(List.of(job("1")));
    for (int i = 0; i < 8; i++) {
      Node victim = new Node(redises(), new NodeName("victim" + i));
      Job job = fetch(worker(victim), 1).get(0);
      new RedisJobNotes(redises, victim).saveCheckpoint(job, "step " + i);
      kill(victim);
      reapCertainly();
    }

    Job last = fetch(worker(), 1).get(0);
    assertThat(new RedisJobNotes(redises, node).checkpoint(last)).contains("step 7");
  }

  @Test
  void aSleeperCannotNoteAnything() {
    queue.enqueue(List.of(job("1")));
    Node sleeper = new Node(redises(), new NodeName("sleeper"));
    Job had = fetch(worker(sleeper), 1).get(0);
    kill(sleeper);
    reapCertainly();

    assertThatThrownBy(() -> new RedisJobNotes(redises, sleeper).saveCheckpoint(had, "mine"))
        .isInstanceOf(JobLostException.class);
  }

  @Test
  void whatAReplyWasLostForIsFoundAgain() {
    queue.enqueue(List.of(job("1"), job("2")));
    Intake intake = worker();
    List<Job> held = fetch(intake, 1);
    // What the lost reply would have carried: given to this node, unknown to its workers.
    redis.run(node.consumer(QUEUE).fetchMore(1, List.of(Receipt.of(held.get(0)).stream())));

    HandedOut handedOut = node.handedOut(QUEUE);
    assertThat(handedOut.lost(overdue())).as("it may be on its way").isEmpty();
    List<String> lost = handedOut.lost(overdue());
    Reclaim.lost(redis, QUEUE, lost);

    assertThat(fetch(worker(), 10)).hasSize(1).extracting(Job::crashes).containsOnly(0);
    assertThat(status().running()).isEqualTo(2);
  }

  @Test
  void whatAWorkerGaveUpIsHandedOutAgain() {
    queue.enqueue(List.of(job("1")));
    Intake intake = worker();
    intake.abandon(fetch(intake, 1));

    node.handedOut(QUEUE).lost(overdue());
    Reclaim.lost(redis, QUEUE, node.handedOut(QUEUE).lost(overdue()));

    assertThat(fetch(worker(), 10)).hasSize(1);
  }

  @Test
  void theKeyOfANodeGoesWithItsLastWorker() {
    Intake one = worker();
    fetch(one, 1);
    node.leave();
    assertThat(ask(redis -> redis.exists(Keys.node(QUEUE, node.incarnation())) ? 1 : 0)).isOne();
    one.close();
    node.leave();
    assertThat(ask(redis -> redis.exists(Keys.node(QUEUE, node.incarnation())) ? 1 : 0)).isZero();
  }

  @Test
  void outcomesOfSleepersAreRefusedOneByOne() {
    // Reaped in the middle of a batch: what was not taken yet still counts for its owner.
    queue.enqueue(Stream.of("1", "2").map(RedisTest::job).toList());
    Node half = new Node(redises(), new NodeName("half"));
    Intake intake = worker(half);
    List<Job> jobs = fetch(intake, 2);
    kill(half);
    redis.run(Request.of(Script.RECLAIM, QUEUE, half.incarnation(), 1, 3));

    intake.exchange(done(jobs), 0, NO_WAIT);

    assertThat(counter("done")).isEqualTo(1);
    assertThat(fetch(worker(), 10)).hasSize(1);
    assertThat(unaccounted()).isZero();
  }

  private void dieWithOneJob(String name) {
    Node victim = new Node(redises(), new NodeName(name));
    assertThat(fetch(worker(victim), 1)).hasSize(1);
    kill(victim);
    reapCertainly();
  }

  private List<String> overdue() {
    return Reclaim.overdue(redis, QUEUE, node.incarnation(), 0);
  }

  private void kill(Node dead) {
    ask(redis -> redis.del(Keys.node(QUEUE, dead.incarnation())));
  }

  private void reapCertainly() {
    Reaper reaper = new Reaper(redis, node, nanos::get);
    for (int i = 0; i < 7; i++) {
      reaper.run();
      nanos.addAndGet(2 * second);
    }
  }

  private List<String> nodes() {
    return Reply.list(redis.run(Request.of(Script.SURVEY, QUEUE))).stream()
        .filter(byte[].class::isInstance)
        .map(Reply::text)
        .toList();
  }
}
