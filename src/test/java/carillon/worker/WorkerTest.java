package carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.Progress;
import carillon.job.QueueName;
import carillon.job.engine.CompletedRun;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobOutcome.Bury;
import carillon.job.engine.JobOutcome.Cancelled;
import carillon.job.engine.JobOutcome.Done;
import carillon.job.engine.JobOutcome.HandBack;
import carillon.job.engine.JobOutcome.Retry;
import carillon.job.engine.JobTimedOut;
import carillon.job.engine.NodeName;
import carillon.job.engine.RunsCompleted;
import carillon.testkit.Unprintable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker's loop against a queue in memory. */
class WorkerTest {
  private final FakeSource source = new FakeSource();
  private final List<CompletedRun> ended = new CopyOnWriteArrayList<>();
  private final List<JobTimedOut> timedOut = new CopyOnWriteArrayList<>();
  private final FakeNotes notes = new FakeNotes();
  private final List<AutoCloseable> closed = new CopyOnWriteArrayList<>();
  private final AtomicInteger scopes = new AtomicInteger();
  private final AtomicBoolean clockFails = new AtomicBoolean();
  private final Clock clock = new FailingClock();
  private Worker worker;
  private Thread thread;

  @AfterEach
  void stop() throws InterruptedException {
    worker.stop();
    assertThat(worker.gone().await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(source.open).hasValue(0);
  }

  @Test
  void runsAJobAndReportsItDone() {
    AtomicInteger number = new AtomicInteger();
    start(TestHandler.of("add", (payload, context) -> number.set((int) payload.number())));
    Job job = source.put("add", "{\"number\":5,\"newer\":\"ignored\"}");

    assertThat(outcome(job)).isInstanceOf(Done.class);
    assertThat(number).hasValue(5);
    await().until(() -> ended.size() == 1);
    assertThat(ended.get(0).job()).isEqualTo(job);
    assertThat(scopes).hasValue(0);
  }

  @Test
  void aFailureIsTriedAgainWithItsErrorAndBuriedAtLast() {
    start(
        TestHandler.of(
            "fail",
            (payload, context) -> {
              throw new IllegalStateException("no luck");
            }));
    Job first = source.put("fail", "{\"number\":1}", 1, null);
    Job last = source.put("fail", "{\"number\":1}", 3, null);

    assertThat(outcome(first))
        .isInstanceOfSatisfying(
            Retry.class,
            retry -> {
              assertThat(retry.delay()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
              assertThat(retry.error())
                  .startsWith("java.lang.IllegalStateException: no luck\n  (attempt 1 on here, 0.")
                  .contains("at carillon.worker.WorkerTest");
            });
    assertThat(outcome(last))
        .isInstanceOfSatisfying(
            Bury.class, bury -> assertThat(bury.reason()).isEqualTo("EXHAUSTED"));
  }

  @Test
  void unreadablePayloadBecomesADeadLetterWithoutBeingQuoted() {
    start(TestHandler.of("add", (payload, context) -> {}));
    for (String bad : List.of("{", "[]", "null", "\"secret\"", "{\"number\":-1}", "{}", "")) {
      assertThat(outcome(source.put("add", bad)))
          .isInstanceOfSatisfying(
              Bury.class,
              bury -> {
                assertThat(bury.reason()).isEqualTo("MALFORMED");
                assertThat(bury.error()).doesNotContain("secret");
              });
    }
  }

  @Test
  void anUnknownEventIsLeftToOtherNodesForADay() {
    start();
    assertThat(outcome(source.put("who", "{}"))).isEqualTo(new HandBack(Duration.ofSeconds(30)));
    Instant now = Instant.now();
    assertThat(outcome(source.put("who", "{}", 1, now.minus(Duration.ofHours(23)))))
        .isInstanceOf(HandBack.class);
    assertThat(outcome(source.put("who", "{}", 1, now.minus(Duration.ofHours(25)))))
        .isInstanceOfSatisfying(
            Bury.class, bury -> assertThat(bury.reason()).isEqualTo("UNKNOWN_TYPE"));
  }

  @Test
  void survivesErrorsAndCarelessObservers() {
    start(
        TestHandler.of(
            "break",
            (payload, context) -> {
              if (payload.number() == 1) {
                throw new StackOverflowError();
              } else if (payload.number() == 2) {
                throw new NoClassDefFoundError("gone");
              } else if (payload.number() == 4) {
                throw new Unprintable();
              }
            }));

    assertThat(outcome(source.put("break", "{\"number\":1}"))).isInstanceOf(Retry.class);
    assertThat(outcome(source.put("break", "{\"number\":2}"))).isInstanceOf(Retry.class);
    assertThat(outcome(source.put("break", "{\"number\":4}"))).isInstanceOf(Retry.class);
    assertThat(outcome(source.put("break", "{\"number\":3}"))).isInstanceOf(Done.class);
  }

  @Test
  void aJobWhoseEndCannotBeToldIsHandedOutAgain() {
    AtomicInteger runs = new AtomicInteger();
    start(TestHandler.of("add", (payload, context) -> clockFails.set(runs.incrementAndGet() == 1)));

    assertThat(outcome(source.put("add", "{\"number\":1}"))).isInstanceOf(Done.class);
    assertThat(runs).hasValue(2);
  }

  @Test
  void aHandlerThatCannotEvenSayItsTimeoutFailsLikeAnyOther() {
    start(
        new JobHandler<TestHandler.Payload>() {
          @Override
          public String eventName() {
            return "broken";
          }

          @Override
          public Class<TestHandler.Payload> payloadType() {
            return TestHandler.Payload.class;
          }

          @Override
          public Duration timeout() {
            throw new IllegalStateException("its configuration is missing");
          }

          @Override
          public void handle(TestHandler.Payload payload, JobContext context) {}
        });

    assertThat(outcome(source.put("broken", "{\"number\":1}"))).isInstanceOf(Retry.class);
  }

  @Test
  void aRunThatTakesTooLongIsInterruptedAndCountsOnceItsThreadHasEnded() {
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch mayEnd = new CountDownLatch(1);
    start(
        new TestHandler(
            "slow",
            Duration.ofMillis(50),
            (payload, context) -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException late) {
                interrupted.set(true);
                mayEnd.await();
              }
            }));
    Job job = source.put("slow", "{\"number\":1}");

    await()
        .until(
            () -> {
              worker.watch(System.nanoTime());
              return interrupted.get();
            });
    assertThat(source.outcomes).isEmpty();
    assertThat(timedOut).isEmpty();
    mayEnd.countDown();
    assertThat(outcome(job))
        .isInstanceOfSatisfying(
            Retry.class, retry -> assertThat(retry.error()).contains("TimeoutException"));
    assertThat(timedOut).hasSize(1);
    assertThat(outcome(source.put("who", "{}"))).as("the worker goes on").isNotNull();
  }

  @Test
  void timedOutRunHasItsConnectionsClosed() {
    AutoCloseable connection = () -> {};
    start(
        new TestHandler(
            "slow",
            Duration.ofMillis(50),
            (payload, context) -> {
              context.closeWhenLate(connection);
              new CountDownLatch(1).await();
            }));
    Job job = source.put("slow", "{\"number\":1}");

    await()
        .until(
            () -> {
              worker.watch(System.nanoTime());
              return source.outcomes.get(job.receipt()) instanceof Retry;
            });
    assertThat(closed).containsExactly(connection);
  }

  @Test
  void aCancelledRunSeesItAndEndsCancelled() {
    start(
        TestHandler.of(
            "long",
            (payload, context) -> {
              while (true) {
                context.endIfCancelled();
                Thread.onSpinWait();
              }
            }));
    Job job = source.put("long", "{\"number\":1}");
    await().until(() -> worker.view().busy());

    worker.cancel(Set.of(job.id()));

    assertThat(outcome(job)).isInstanceOf(Cancelled.class);
  }

  @Test
  void aRunGoesOnFromTheCheckpointOfTheLast() {
    start(
        TestHandler.of(
            "long",
            (payload, context) -> {
              context.progress(new Progress(50, "half"));
              if (context.checkpoint().isEmpty()) {
                context.checkpoint("half");
                throw new IllegalStateException("again");
              }
            }));
    Job job = source.put("long", "{\"number\":1}");
    assertThat(outcome(job)).isInstanceOf(Retry.class);
    source.outcomes.clear();
    source.ready.add(job);

    assertThat(outcome(job)).isInstanceOf(Done.class);
    assertThat(notes.progress.get(job.id()).percent()).isEqualTo(50);
  }

  @Test
  void resultsAreReportedAfterAnOutageOfTheQueue() {
    start(TestHandler.of("away", (payload, context) -> source.away = true));
    Job job = source.put("away", "{\"number\":1}");
    await().until(() -> source.exchanges.stream().filter("1/1"::equals).count() >= 2);
    assertThat(source.exchanges).hasSizeLessThan(100);
    assertThat(ended).isEmpty();
    source.away = false;

    assertThat(outcome(job)).isInstanceOf(Done.class);
    await().until(() -> ended.size() == 1);
  }

  @Test
  void aStoppedWorkerEndsItsJobAndHandsBackTheRest() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    start(
        TestHandler.of(
            "add",
            (payload, context) -> {
              if (payload.number() == 300) {
                running.countDown();
                mayEnd.await();
              }
            }));
    List<Job> jobs =
        IntStream.rangeClosed(1, 400)
            .mapToObj(i -> source.put("add", "{\"number\":" + i + "}"))
            .toList();
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    worker.stop();
    mayEnd.countDown();
    thread.join(10_000);

    assertThat(source.outcomes.get(jobs.get(299).receipt())).isInstanceOf(Done.class);
    assertThat(source.outcomes.values().stream().filter(Done.class::isInstance)).hasSize(300);
    long back = source.outcomes.values().stream().filter(HandBack.class::isInstance).count();
    assertThat(back + source.ready.size()).isEqualTo(100);
  }

  @Test
  void tellsWhatItDoes() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    start(
        TestHandler.of(
            "add",
            (payload, context) -> {
              running.countDown();
              mayEnd.await();
            }));
    Job job = source.put("add", "{\"number\":1}");
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(worker.view().busy()).isTrue();
    assertThat(worker.view().jobId()).isEqualTo(job.id().text());
    mayEnd.countDown();
    await().until(() -> !worker.view().busy() && worker.view().jobsDone() == 1);
    assertThat(worker.view().lastFetchAt()).isNotNull();
  }

  @Test
  void twoHandlersOfOneEventAreRefused() {
    start();
    List<TestHandler> two =
        List.of(TestHandler.of("same", (p, c) -> {}), TestHandler.of("same", (p, c) -> {}));
    assertThatThrownBy(() -> new HandlerRegistry(two))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("same");
  }

  private void start(JobHandler<?>... handlers) {
    ended.clear();
    WorkerContext context =
        new WorkerContext(
            new NodeName("here"),
            source,
            new HandlerRegistry(List.of(handlers)),
            notes,
            CountedScope::new,
            (job, queue) -> {},
            this::tell,
            timedOut::add,
            closed::addAll,
            clock);
    worker =
        new Worker(context, QueueName.BACKGROUND, "background-1", new ConcurrentLinkedQueue<>());
    thread = new Thread(worker, "test-worker");
    thread.start();
  }

  private void tell(RunsCompleted ends) {
    ended.addAll(ends.runs());
    if (ends.runs().get(0).job().eventName().equals("break")) {
      throw new Unprintable();
    }
  }

  private JobOutcome outcome(Job job) {
    return await().until(() -> source.outcomes.get(job.receipt()), found -> found != null);
  }

  private final class FailingClock extends Clock {
    @Override
    public Instant instant() {
      if (clockFails.getAndSet(false)) {
        throw new Unprintable();
      }
      return Instant.now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final class CountedScope implements InvocationScope {
    @Override
    public void enter() {
      scopes.incrementAndGet();
    }

    @Override
    public void leave() {
      scopes.decrementAndGet();
    }
  }
}
