package carillon.worker.check;

import static carillon.job.QueueName.BACKGROUND;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.job.JobId;
import carillon.job.Priority;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.CompletedRun;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome.HandBack;
import carillon.job.engine.JobQueue;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobView;
import carillon.job.engine.NewJob;
import carillon.job.engine.QueueStatus;
import carillon.job.engine.RunsCompleted;
import carillon.job.engine.WorkerView;
import carillon.job.engine.Workers;
import carillon.systemcheck.Check;
import carillon.systemcheck.Finding.Severity;
import carillon.systemcheck.LastCounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the workers' checks say of a queue and of workers in every state. */
class ChecksTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Numbers queue = new Numbers();
  private final List<WorkerView> present = new ArrayList<>();
  private final LastCounts counts = new RememberedCounts();
  private int wanted;

  private static final class RememberedCounts extends LastCounts {
    private final Map<String, Long> counted = new HashMap<>();

    RememberedCounts() {
      super(null);
    }

    @Override
    public long replace(String name, long count) {
      Long before = counted.put(name, count);
      return before == null ? 0 : before;
    }
  }

  @Test
  void jobsThatWaitedNotLongAreNoFinding() {
    queue.oldest = NOW.minusSeconds(119);
    assertThat(waiting().findings()).isEmpty();
  }

  @Test
  void jobsThatWaitThoughNodesLive() {
    queue.oldest = NOW.minusSeconds(300);
    only(waiting(), Severity.WARNING, "5 jobs wait on the queue background, the oldest for 300 s");
  }

  @Test
  void jobsThatWaitWithNobodyThere() {
    queue.oldest = NOW.minusSeconds(300);
    queue.nodes = 0;
    only(waiting(), Severity.ERROR, "no node fetches jobs");
  }

  @Test
  void jobsThatWaitOnAPausedQueue() {
    queue.oldest = NOW.minusSeconds(300);
    queue.paused = true;
    only(waiting(), Severity.WARNING, "POST /queues/background/resume");
  }

  @Test
  void fewerWorkersThanWanted() {
    wanted = 2;
    present.add(worker(NOW));
    only(workers(), Severity.WARNING, "Only 1 of 2 workers of the queue background");
  }

  @Test
  void aWorkerThatLivesButAsksForNothing() {
    wanted = 1;
    present.add(worker(NOW.minusSeconds(61)));
    only(workers(), Severity.ERROR, "here/background-1 is idle but has fetched no job since");
    queue.paused = true;
    assertThat(workers().findings()).isEmpty();
  }

  @Test
  void aWorkerThatCannotBeFreedFromItsJob() {
    wanted = 1;
    present.add(
        new WorkerView(
            "here",
            "background-1",
            BACKGROUND,
            NOW,
            true,
            "background-1-1",
            "e",
            NOW,
            NOW,
            0,
            true));
    only(workers(), Severity.ERROR, "here/background-1 is stuck in the job background-1-1 (e)");
  }

  @Test
  void deadLettersThatStayAndGrow() {
    assertThat(new DeadLettersCheck(queue, counts).findings()).isEmpty();
    queue.dead = 3;
    only(new DeadLettersCheck(queue, counts), Severity.WARNING, "3 dead letters, 3 more than");
    only(new DeadLettersCheck(queue, counts), Severity.WARNING, "has 3 dead letters: GET /jobs");
    queue.dead = 5;
    // Of another node, or after a restart.
    only(new DeadLettersCheck(queue, counts), Severity.WARNING, "5 dead letters, 2 more than");
    queue.dead = 0;
    assertThat(new DeadLettersCheck(queue, counts).findings()).isEmpty();
  }

  @Test
  void eventsThatNobodyKnows() {
    UnknownEventsCheck check = new UnknownEventsCheck(clock);
    check.ended(ended(new HandBack(Duration.ZERO)));
    assertThat(check.findings()).isEmpty();
    check.ended(ended(new HandBack(Duration.ofSeconds(30))));
    only(check, Severity.WARNING, "Jobs of the event 'nobody.knows' wait for a node");
  }

  @Test
  void aRedisThatIsAwayIsLeftToItsOwnCheck() {
    queue.away = true;
    wanted = 1;
    present.add(worker(NOW.minusSeconds(600)));
    assertThat(waiting().findings()).isEmpty();
    assertThat(workers().findings()).isEmpty();
    assertThat(new DeadLettersCheck(queue, counts).findings()).isEmpty();
  }

  private static void only(Check check, Severity severity, String text) {
    assertThat(check.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(severity);
              assertThat(finding.text()).contains(text);
            });
  }

  private Check waiting() {
    return new WaitingJobsCheck(queue, Settings.of(Map.of()), clock);
  }

  private Check workers() {
    Workers workers =
        new Workers() {
          @Override
          public List<WorkerView> list() {
            return present;
          }

          @Override
          public boolean supervised() {
            return true;
          }

          @Override
          public int wanted(QueueName name) {
            return name == BACKGROUND ? wanted : 0;
          }
        };
    return new WorkersCheck(queue, workers, clock);
  }

  private static WorkerView worker(Instant lastFetch) {
    return new WorkerView(
        "here", "background-1", BACKGROUND, NOW, false, null, null, null, lastFetch, 0, false);
  }

  private static RunsCompleted ended(HandBack outcome) {
    return new RunsCompleted(
        List.of(
            new CompletedRun(
                new JobResult(job(), outcome), BACKGROUND, Duration.ZERO, Duration.ZERO)));
  }

  private static Job job() {
    return new Job(
        new JobId("background-1-1"),
        "receipt",
        "nobody.knows",
        "{}",
        0,
        Priority.NORMAL,
        1,
        0,
        NOW,
        NOW,
        NOW,
        Duration.ZERO,
        "");
  }

  /** A queue with numbers of the test's. */
  private static final class Numbers implements JobQueue {
    private Instant oldest;
    private boolean paused;
    private boolean away;
    private long dead;
    private int nodes = 1;

    @Override
    public boolean configured() {
      return true;
    }

    @Override
    public List<JobId> enqueue(List<NewJob> jobs) {
      throw new AssertionError("a check enqueues nothing");
    }

    @Override
    public Duration unavailableFor(QueueName queue) {
      return Duration.ZERO;
    }

    @Override
    public Optional<JobView> find(JobId id) {
      return Optional.empty();
    }

    @Override
    public QueueStatus status(QueueName name) {
      if (away) {
        throw new QueueUnavailableException("away", null);
      }
      boolean mine = name == BACKGROUND;
      return new QueueStatus(
          name,
          mine ? 5 : 0,
          0,
          0,
          mine ? dead : 0,
          mine ? oldest : null,
          paused,
          null,
          null,
          false,
          Map.of());
    }

    @Override
    public Optional<Instant> oldestReady(QueueName name) {
      return Optional.ofNullable(status(name).oldestReady());
    }

    @Override
    public int nodes() {
      return nodes;
    }
  }
}
