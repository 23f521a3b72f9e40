package carillon.queue;

import static org.awaitility.Awaitility.await;

import carillon.config.Settings;
import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.BackgroundTasks;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobSource.Intake;
import carillon.job.engine.NewJob;
import carillon.job.engine.NodeName;
import carillon.job.engine.QueueStatus;
import carillon.queue.redis.PolledMasterLocator;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Jobs that are put on a queue all the time, and a node with two workers that works them off: one
 * of five fails at first, one of fifty is buried. All goes on when Redis is away for a while.
 */
final class QueueLoad implements AutoCloseable {
  private static final int BATCH = 10;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);
  private final AtomicInteger next = new AtomicInteger();
  private final Set<JobId> accepted = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> runs = new ConcurrentHashMap<>();
  private final QueueName queue;
  private final RedisJobQueue jobs;
  private final RedisJobSource source;
  private final NodeRegistration nodeRegistration;
  private volatile boolean putting = true;
  private volatile boolean working = true;

  QueueLoad(RedisByQueue redisByQueue, QueueName queue) {
    this.queue = queue;
    this.nodeRegistration = new NodeRegistration(redisByQueue, new NodeName("flow"));
    this.jobs = new RedisJobQueue(redisByQueue, Settings.of(Map.of()), fact -> {});
    this.source = new RedisJobSource(redisByQueue, nodeRegistration);
    threads.scheduleWithFixedDelay(this::put, 0, 5, TimeUnit.MILLISECONDS);
    threads.execute(this::work);
    threads.execute(this::work);
    for (RedisPool redisPool : redisByQueue.all()) {
      repeat(new ScheduledJobPromoter(redisPool));
      repeat(new DeadNodeReaper(redisPool, nodeRegistration, System::nanoTime));
      repeat(new ClusterHeartbeat(nodeRegistration, redisPool));
      repeat((PolledMasterLocator) redisPool.master());
    }
  }

  /** How many jobs were certainly put there so far. */
  int accepted() {
    return accepted.size();
  }

  /** Puts no more there, and waits until all that was is worked off. */
  QueueStatus end() {
    putting = false;
    await("all jobs")
        .atMost(LONGEST)
        .ignoreExceptionsInstanceOf(QueueUnavailableException.class)
        .until(() -> waiting() == 0);
    return jobs.status(queue);
  }

  /** Those that were certainly put there and never ran. */
  List<JobId> lost() {
    return accepted.stream().filter(id -> !runs.containsKey(id.text() + "/1")).toList();
  }

  /** The attempts that were handed out more than once. */
  List<String> twice() {
    return runs.keySet().stream().filter(run -> runs.get(run) > 1).toList();
  }

  @Override
  public void close() {
    putting = false;
    working = false;
    threads.shutdown();
    await("the end of the threads").atMost(LONGEST).until(threads::isTerminated);
  }

  private long waiting() {
    QueueStatus status = jobs.status(queue);
    return status.ready() + status.running() + status.scheduled();
  }

  private void put() {
    if (putting) {
      try {
        accepted.addAll(jobs.enqueue(IntStream.range(0, BATCH).mapToObj(i -> job()).toList()));
      } catch (QueueUnavailableException unavailable) {
        return; // Some may be there; none has to be.
      }
    }
  }

  private NewJob job() {
    int n = next.getAndIncrement();
    return NewJob.of(queue, "test.flow", Integer.toString(n), n % 40);
  }

  private void work() {
    try (Intake intake = source.open(queue)) {
      List<JobResult> finished = List.of();
      while (working) {
        finished = exchange(intake, finished);
      }
    }
  }

  private List<JobResult> exchange(Intake intake, List<JobResult> finished) {
    try {
      return intake.ackAndFetch(finished, 40, Duration.ofMillis(200)).stream()
          .map(job -> new JobResult(job, run(job)))
          .toList();
    } catch (QueueUnavailableException unavailable) {
      await().pollDelay(Duration.ofMillis(100)).until(() -> true);
      return finished;
    }
  }

  private JobOutcome run(Job job) {
    runs.merge(job.id().text() + "/" + job.attempt(), 1, Integer::sum);
    int n = Integer.parseInt(job.payload());
    if (n % 5 == 0 && job.attempt() == 1) {
      return new JobOutcome.Retry(Duration.ofMillis(100), "Test: at first");
    }
    return n % 50 == 1 ? new JobOutcome.Bury("REFUSED", "Test: ever") : new JobOutcome.Done();
  }

  private void repeat(BackgroundTasks.Task task) {
    threads.execute(
        () -> {
          try {
            long rest = task.run().toMillis();
            if (working) {
              threads.schedule(() -> repeat(task), rest, TimeUnit.MILLISECONDS);
            }
          } catch (Exception broken) {
            throw new IllegalStateException(broken);
          }
        });
  }
}
