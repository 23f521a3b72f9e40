package carillon.queue;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.job.JobId;
import carillon.job.Priority;
import carillon.job.engine.Job;
import carillon.job.engine.JobFilter;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobState;
import carillon.job.engine.JobView;
import carillon.job.engine.NewJob;
import carillon.job.engine.NodeName;
import carillon.job.engine.QueueControl.DeadLetterAction;
import carillon.job.engine.QueueStatus;
import carillon.queue.redis.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random interleavings of all that can happen to jobs, on a real Redis and in a model; after each
 * step both must say the same. A failure names the seed of its sequence.
 */
class QueueModelTest extends RedisTest {
  private static final int SEQUENCES = 1000;
  private static final int STEPS = 60;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String SHIFT =
      """
      for _, shelf in ipairs({':scheduled', ':ttl'}) do
        for _, id in ipairs(redis.call('ZRANGE', KEYS[1] .. shelf, 0, -1)) do
          redis.call('ZINCRBY', KEYS[1] .. shelf, -ARGV[1], id)
        end
      end
      """;

  private final List<Worker> workers = new ArrayList<>();
  private QueueModel model;
  private RedisQueueControl control;
  private Random random;
  private int nodes;

  /** A node with one worker; once dead it may still try to report. */
  private final class Worker {
    final NodeRegistration of = new NodeRegistration(redisByQueue, new NodeName("n" + nodes++));
    final RedisConsumer intake = new RedisConsumer(redisPool, of, of.consumer(QUEUE));
    final List<Job> has = new ArrayList<>();
    boolean dead;

    boolean hasSuspect() {
      return has.stream().anyMatch(job -> model.jobs.get(job.id()).suspect);
    }
  }

  @Test
  void theQueueDoesWhatTheModelDoes() {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      begin(seed);
      for (int step = 0; step < STEPS; step++) {
        String what = step();
        compare("seed %d, step %d: %s".formatted(seed, step, what));
      }
      workers.forEach(worker -> worker.intake.close());
    }
  }

  private void begin(int seed) {
    server.flushAll();
    random = new Random(seed);
    model = new QueueModel();
    control = new RedisQueueControl(redisByQueue, gone -> {});
    workers.clear();
    workers.add(new Worker());
    workers.add(new Worker());
  }

  private String step() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> enqueue();
      case 3, 4, 5, 6, 7 -> fetch();
      case 8, 9 -> finish();
      case 10, 11, 12 -> crash();
      case 13 -> reap();
      case 14, 15 -> die();
      case 16 -> model.paused || random.nextInt(4) == 0 ? pause() : replay();
      case 17 -> jump();
      case 18 -> cancel();
      default -> report();
    };
  }

  private String enqueue() {
    if (model.in(JobState.READY).size() > 3) {
      return "enough to do";
    }
    NewJob job =
        NewJob.of(QUEUE, "test.event" + random.nextInt(2), "{}", random.nextInt(4))
            .with(Priority.values()[random.nextInt(3)])
            .delayed(random.nextInt(4) == 0 ? HOUR : Duration.ZERO)
            .expiring(random.nextInt(4) == 0 ? HOUR.multipliedBy(2) : Duration.ZERO)
            .kept(random.nextInt(4) == 0 ? HOUR.multipliedBy(1000) : Duration.ZERO)
            .unique(random.nextInt(4) == 0 ? "key" + random.nextInt(2) : "", Duration.ZERO);
    JobId twin = model.twin(job);
    JobId id = queue.enqueue(List.of(job)).get(0);
    if (twin == null) {
      model.enqueued(id, job);
    } else {
      assertThat(id).isEqualTo(twin);
    }
    return "enqueue " + job;
  }

  private String fetch() {
    Worker worker = any(false);
    if (worker == null || worker.hasSuspect()) {
      return "none can fetch";
    }
    int most = 1 + random.nextInt(3);
    List<Job> got = fetch(worker.intake, most);
    boolean suspect = !model.ready(true).isEmpty();
    List<JobId> ready = model.ready(suspect);
    assertThat(ready).containsAll(got.stream().map(Job::id).toList());
    assertThat(got).hasSize(suspect ? 1 : Math.min(most, ready.size()));
    got.forEach(job -> model.fetched(job.id(), worker.of.incarnation()));
    worker.has.addAll(got);
    return "fetch " + got;
  }

  private String finish() {
    Worker worker = any(false);
    if (worker == null || worker.has.isEmpty()) {
      return "nothing to finish";
    }
    Job job = worker.has.remove(random.nextInt(worker.has.size()));
    JobOutcome outcome = outcome();
    report(worker.intake, job, outcome);
    if (outcome instanceof JobOutcome.Done) {
      model.done(job.id());
    } else if (outcome instanceof JobOutcome.Retry retry) {
      model.retried(job.id(), retry.delay().toMillis());
    } else if (outcome instanceof JobOutcome.Bury) {
      model.buried(job.id());
    } else if (outcome instanceof JobOutcome.HandBack) {
      model.handedBack(job.id());
    } else {
      model.cancelled(job.id());
    }
    return outcome + " " + job;
  }

  private JobOutcome outcome() {
    return switch (random.nextInt(6)) {
      case 0 -> new JobOutcome.Retry(HOUR, "x");
      case 1 -> new JobOutcome.Bury("EXHAUSTED", "x");
      case 2 -> new JobOutcome.HandBack(Duration.ZERO);
      case 3 -> new JobOutcome.Cancelled();
      default -> new JobOutcome.Done();
    };
  }

  /** From now on the node is silent; what it has is nobody's until it is reaped. */
  private String crash() {
    Worker worker = any(false);
    return worker == null ? "nobody lives" : crash(worker);
  }

  private String crash(Worker worker) {
    worker.dead = true;
    ask(redis -> redis.del(Keys.node(QUEUE, worker.of.incarnation())));
    workers.add(new Worker());
    return "crash " + worker.of.incarnation();
  }

  /** A node that has a suspect, if any does, crashes and is reaped at once. */
  private String die() {
    Worker worker =
        workers.stream().filter(Worker::hasSuspect).filter(one -> !one.dead).findAny().orElse(null);
    return worker == null ? "nobody dies" : crash(worker) + reap(worker);
  }

  private String reap() {
    Worker worker = any(true);
    return worker == null ? "nobody is dead" : reap(worker);
  }

  private String reap(Worker worker) {
    JobReclaimer.all(redisPool, QUEUE, worker.of.incarnation());
    model.reaped(worker.of.incarnation());
    return "reap " + worker.of.incarnation();
  }

  /** A sleeper wakes up; only what was not taken from it counts. */
  private String report() {
    Worker worker = any(true);
    if (worker == null || worker.has.isEmpty()) {
      return "nobody wakes";
    }
    Job job = worker.has.remove(0);
    boolean still =
        model.jobs.get(job.id()).state == JobState.RUNNING
            && worker.of.incarnation().equals(model.jobs.get(job.id()).holder);
    worker.intake.ackAndFetch(List.of(new JobResult(job, new JobOutcome.Done())), 0, NO_WAIT);
    if (still) {
      model.done(job.id());
    }
    return "a sleeper reports " + job.id();
  }

  private String cancel() {
    if (model.jobs.isEmpty()) {
      return "nothing to cancel";
    }
    List<JobId> ids = List.copyOf(model.jobs.keySet());
    JobId id = ids.get(random.nextInt(ids.size()));
    assertThat(control.cancel(id)).isEqualTo(Optional.ofNullable(model.cancel(id)));
    return "cancel " + id;
  }

  private String pause() {
    model.paused = !model.paused;
    if (model.paused) {
      control.pause(QUEUE);
    } else {
      control.resume(QUEUE);
    }
    return "paused: " + model.paused;
  }

  /** Redis' clock cannot be told; so all that waits for it comes nearer. */
  private String jump() {
    long millis = HOUR.toMillis() + 1000;
    server.ask(
        redis -> redis.eval(SHIFT, List.of(Keys.tag(QUEUE)), List.of(Long.toString(millis))));
    new ScheduledJobPromoter(redisPool).run();
    new JobExpirer(redisPool, Settings.of(Map.of()), gone -> {}).run();
    model.pass(millis);
    return "an hour passes";
  }

  private String replay() {
    List<JobId> dead =
        control.list(QUEUE, JobState.DEAD, JobFilter.ALL, "", 100).jobs().stream()
            .map(JobView::id)
            .toList();
    control.deadLetters(QUEUE, DeadLetterAction.REPLAY, JobFilter.ALL, "");
    model.replayed(dead);
    return "replay";
  }

  private Worker any(boolean dead) {
    List<Worker> some = workers.stream().filter(worker -> worker.dead == dead).toList();
    return some.isEmpty() ? null : some.get(random.nextInt(some.size()));
  }

  private void compare(String what) {
    QueueStatus status = status();
    assertThat(status.unaccounted()).as(what).isZero();
    assertThat(status.counters()).as(what).isEqualTo(model.counters);
    assertThat(status.ready()).as(what).isEqualTo(model.in(JobState.READY).size());
    assertThat(status.running()).as(what).isEqualTo(model.in(JobState.RUNNING).size());
    assertThat(status.scheduled()).as(what).isEqualTo(model.in(JobState.SCHEDULED).size());
    assertThat(status.dead()).as(what).isEqualTo(model.in(JobState.DEAD).size());
    for (JobId id : model.jobs.keySet()) {
      JobState state = queue.find(id).map(JobView::state).orElse(null);
      assertThat(state).as("%s: %s", what, id).isEqualTo(model.shown(id));
    }
  }
}
