package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.job.FinishedJob;
import carillon.job.Job;
import carillon.job.JobOutcome.Bury;
import carillon.job.JobOutcome.Done;
import carillon.job.JobOutcome.Retry;
import carillon.job.JobSource.Intake;
import carillon.job.JobState;
import carillon.job.NodeName;
import carillon.job.QueueUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.params.ClientKillParams;

/** Whose a job is: its owner's as long as that one lives, and never two nodes' at once. */
class FencingTest extends RedisTest {
  private final long second = TimeUnit.SECONDS.toNanos(1);

  @Test
  void aDeadNodesJobsStartElsewhereAtOnceWhenReaped() {
    queue.enqueue(List.of(job("1"), job("2"), job("behind")));
    Node dead = new Node(redis(), new NodeName("dead"));
    List<Job> lost = fetch(worker(dead, "w-1"), 2);
    kill(dead);

    reapCertainly();
    List<Job> again = fetch(worker(), 10);

    assertThat(again).extracting(Job::id).startsWith(lost.get(0).id(), lost.get(1).id());
    assertThat(again).extracting(Job::crashes).containsExactly(1, 1, 0);
    assertThat(again).extracting(Job::attempt).containsOnly(1);
    assertThat(consumersOf(dead)).isZero();
    assertThat(addsUp()).isTrue();
  }

  @Test
  void aSleeperCannotEndWhatWasTakenFromIt() {
    queue.enqueue(List.of(job("1"), job("2"), job("3")));
    Node sleeper = new Node(redis(), new NodeName("sleeper"));
    Intake asleep = worker(sleeper, "w-1");
    List<Job> had = fetch(asleep, 3);
    kill(sleeper);
    reapCertainly();
    Intake mine = worker();
    List<Job> now = fetch(mine, 3);

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
    mine.exchange(done(now), 0, NO_WAIT);
    assertThat(counter("done")).isEqualTo(3);
    assertThat(addsUp()).isTrue();
  }

  @Test
  void aLiveNodesJobsAreNeverTakenHoweverLongTheyRun() {
    queue.enqueue(List.of(job("1")));
    Node other = new Node(redis(), new NodeName("other"));
    fetch(worker(other, "w-1"), 1);

    reapCertainly();

    assertThat(fetch(worker(), 1)).isEmpty();
    assertThat(status().running()).isEqualTo(1);
  }

  @Test
  void nothingIsReapedBeforeRedisWasReachableLongEnough() {
    queue.enqueue(List.of(job("1")));
    Node dead = new Node(redis(), new NodeName("dead"));
    fetch(worker(dead, "w-1"), 1);
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
  void aJobThatKeepsKillingNodesIsBuried() {
    queue.enqueue(List.of(job("1")));
    for (int i = 0; i < 10; i++) {
      Node victim = new Node(redis(), new NodeName("victim" + i));
      assertThat(fetch(worker(victim, "w-1"), 1)).hasSize(1);
      kill(victim);
      reapCertainly();
    }

    assertThat(status().dead()).isEqualTo(1);
    assertThat(fetch(worker(), 1)).isEmpty();
    assertThat(addsUp()).isTrue();
  }

  @Test
  void whatAClosedWorkerHadIsHandedBackWithoutACrash() {
    queue.enqueue(List.of(job("1"), job("2")));
    Intake closed = worker(node, "w-9");
    fetch(closed, 2);
    closed.close();

    assertThat(fetch(worker(), 10)).hasSize(2).extracting(Job::crashes).containsOnly(0);
  }

  @Test
  void anOwnConsumerWhoseWorkerIsGoneIsEmptiedByTheReaper() {
    queue.enqueue(List.of(job("1")));
    Consumer gone = node.consumer(QUEUE, "gone");
    fetch(new RedisIntake(redis, node, gone), 1);
    node.left(gone);

    new Reaper(redis, node, nanos::get).run();

    assertThat(fetch(worker(), 1)).hasSize(1).extracting(Job::crashes).containsOnly(0);
  }

  @Test
  void aReplyLostOnTheWayIsFoundAgain() {
    queue.enqueue(List.of(job("1"), job("2")));
    Intake first = worker();
    Job held = fetch(first, 1).get(0);
    // What the lost reply would have carried: pending for this consumer, unknown to its worker.
    redis.run(node.consumer(QUEUE, "w-1").fetch(1, new PriorityTurn().next()));
    ask(redis -> redis.clientKill(new ClientKillParams().skipMe(ClientKillParams.SkipMe.YES)));

    List<FinishedJob> finished = List.of(new FinishedJob(held, new Done()));
    List<Job> found = repeated(first, finished);

    assertThat(found).extracting(Job::payload).containsExactly("2");
    assertThat(counter("done")).isEqualTo(1);
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
    Node half = new Node(redis(), new NodeName("half"));
    Intake intake = worker(half, "w-1");
    List<Job> jobs = fetch(intake, 2);
    kill(half);
    redis.run(
        Request.of(Script.RECLAIM, QUEUE, half.incarnation() + "/w-1", half.incarnation(), 1, 10));

    intake.exchange(done(jobs), 0, NO_WAIT);

    assertThat(counter("done")).isEqualTo(1);
    assertThat(fetch(worker(), 10)).hasSize(1);
    assertThat(addsUp()).isTrue();
  }

  private static List<Job> repeated(Intake intake, List<FinishedJob> finished) {
    try {
      return intake.exchange(finished, 5, NO_WAIT);
    } catch (QueueUnavailableException lost) {
      return intake.exchange(finished, 5, NO_WAIT);
    }
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

  private long consumersOf(Node of) {
    return Reply.list(redis.run(Request.of(Script.SURVEY, QUEUE))).stream()
        .filter(part -> part instanceof byte[] && Reply.text(part).startsWith(of.incarnation()))
        .count();
  }
}
