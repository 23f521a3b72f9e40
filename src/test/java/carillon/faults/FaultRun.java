package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.faults.FaultsRow.Count;
import carillon.testkit.CountedJobs;
import carillon.testkit.Post;
import carillon.testkit.SaveLoad;
import carillon.testkit.TestEnvironment;
import carillon.testkit.WebhookRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A fault in the middle of a steady load of saves and jobs, and the exact count at its end: each
 * (changeset, recipient), each webhook's delivery and each accepted job was received, or run, 0, 1
 * or more times.
 */
final class FaultRun {
  /** Fewer where the machine has other things to do. */
  private static final int SAVES_PER_SECOND = Integer.getInteger("carillon.faults.saves", 10);

  private static final int ENOUGH = 90;
  private static final int JOBS_PER_SECOND = 20;
  private static final Duration BEFORE = Duration.ofSeconds(3);
  private static final Duration LONGEST = Duration.ofSeconds(90);

  /** Normal is when nobody waits for longer. */
  private static final Duration WAIT = Duration.ofSeconds(2);

  /** And stays so: what was begun as it happened is waited for too long only later. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private final TestEnvironment testEnvironment;
  private final List<SaveLoad> phases = new ArrayList<>();
  private long over;
  private long normal;

  FaultRun(TestEnvironment testEnvironment) {
    this.testEnvironment = testEnvironment;
  }

  /** Lets it happen, counts, notes the row of the table, and then judges. */
  void undergo(FaultScenario faultScenario) throws Exception {
    try (WebhookRecorder webhookRecorder = new WebhookRecorder(testEnvironment.tracker());
        CountedJobs jobs =
            new CountedJobs(testEnvironment.users(), testEnvironment.workers(), JOBS_PER_SECOND)) {
      SaveLoad before = phase(() -> SaveLoad.pass(BEFORE));
      SaveLoad during = phase(() -> happen(faultScenario, jobs));
      SaveLoad after = phase(() -> recover(faultScenario, jobs));
      jobs.stop();
      FaultsRow row = counted(faultScenario, webhookRecorder, jobs, during);
      row.note();
      judge(faultScenario, row, before, during, after);
    } finally {
      faultScenario.repair.run();
    }
  }

  private void happen(FaultScenario faultScenario, CountedJobs jobs) throws Exception {
    try {
      faultScenario.begin.run();
      over = System.nanoTime();
      SaveLoad.pass(faultScenario.lasts);
    } finally {
      faultScenario.end.run();
    }
    if (faultScenario.lasting()) {
      over = System.nanoTime();
    } else {
      normal(jobs, faultScenario);
    }
  }

  private SaveLoad phase(FaultScenario.Step step) throws Exception {
    SaveLoad saveLoad = new SaveLoad(testEnvironment.tracker()).start(SAVES_PER_SECOND);
    phases.add(saveLoad);
    try (saveLoad) {
      step.run();
    }
    return saveLoad;
  }

  /** What nothing ends is over already: the saves until all was normal were saves during it. */
  private void recover(FaultScenario faultScenario, CountedJobs jobs) {
    if (faultScenario.lasting()) {
      normal(jobs, faultScenario);
    } else {
      SaveLoad.pass(BEFORE);
    }
  }

  private void normal(CountedJobs jobs, FaultScenario faultScenario) {
    await("normal again")
        .pollInterval(Duration.ofMillis(100))
        .during(SETTLED)
        .atMost(LONGEST)
        .until(() -> waiting(jobs, faultScenario), String::isEmpty);
    normal = System.nanoTime() - SETTLED.toNanos();
  }

  /** Who waits too long now; empty for nobody. */
  private String waiting(CountedJobs jobs, FaultScenario faultScenario) {
    long past = System.nanoTime() - WAIT.toNanos();
    long mails = mails(past).missing();
    long late = faultScenario.jobsMayBeLost ? 0 : jobs.missing(past);
    return jobs.areTaken() && mails == 0 && late == 0
        ? ""
        : "%d mails, %d jobs, new jobs are taken: %b".formatted(mails, late, jobs.areTaken());
  }

  private FaultsRow counted(
      FaultScenario faultScenario,
      WebhookRecorder webhookRecorder,
      CountedJobs jobs,
      SaveLoad during) {
    List<Long> saved = saved(System.nanoTime());
    Post post = mails(System.nanoTime()).arrives(LONGEST);
    await("every webhook").atMost(LONGEST).until(() -> webhookRecorder.missing(saved) == 0);
    if (!faultScenario.jobsMayBeLost) {
      await("every job").atMost(LONGEST).until(() -> jobs.missing(System.nanoTime()) == 0);
    }
    return new FaultsRow(
        faultScenario.name,
        new Count(
            post.expected(),
            post.missing(),
            testEnvironment.inbox().duplicates(testEnvironment.tracker())),
        new Count(saved.size(), webhookRecorder.missing(saved), webhookRecorder.duplicates()),
        new Count(jobs.accepted().size(), jobs.missing(System.nanoTime()), jobs.duplicates()),
        failures().size(),
        during.count(),
        during.percentile(99),
        Duration.ofNanos(Math.max(0, normal - over)));
  }

  private void judge(
      FaultScenario faultScenario,
      FaultsRow row,
      SaveLoad before,
      SaveLoad during,
      SaveLoad after) {
    assertThat(row.mails().lost()).as("mails lost").isZero();
    assertThat(row.hooks().lost()).as("webhooks lost").isZero();
    assertThat(row.mails().twice())
        .as("mails twice")
        .isLessThanOrEqualTo(faultScenario.mostMailsTwice.getAsLong());
    assertThat(row.jobs().twice())
        .as("jobs twice")
        .isLessThanOrEqualTo(faultScenario.mostJobsTwice.getAsLong());
    assertThat(faultScenario.jobsMayBeLost ? 0 : row.jobs().lost()).as("jobs lost").isZero();
    assertThat(after.failures()).as("saves that failed after it").isEmpty();
    assertThat(failures()).as("saves answered as by a bug").noneMatch(FaultRun::crashed);
    if (!faultScenario.savesMayFail) {
      assertThat(failures()).as("saves that failed").isEmpty();
      judgePace(faultScenario, row, before, during);
    }
    assertThat(row.normal()).as("until normal").isLessThanOrEqualTo(faultScenario.normalWithin);
  }

  /** Of fewer saves the p99 is the slowest one, which says more of the machine. */
  private static void judgePace(
      FaultScenario faultScenario, FaultsRow row, SaveLoad before, SaveLoad during) {
    if (during.count() >= ENOUGH) {
      assertThat(row.p99())
          .as("p99 of the saves during it")
          .isLessThan(slowest(faultScenario, before));
    }
  }

  /** On a machine that is busy with other things: twice of what it was before the fault. */
  private static Duration slowest(FaultScenario faultScenario, SaveLoad before) {
    Duration asBefore = before.percentile(99).multipliedBy(2);
    return asBefore.compareTo(faultScenario.slowestSave) > 0 ? asBefore : faultScenario.slowestSave;
  }

  private List<Throwable> failures() {
    return phases.stream().flatMap(phase -> phase.failures().stream()).toList();
  }

  private static boolean crashed(Throwable failure) {
    return failure.getMessage() != null
        && failure.getMessage().matches("(?s).*(: 500 |answers 500).*");
  }

  private Post mails(long answeredBefore) {
    return new Post(
        testEnvironment.inbox(), testEnvironment.tracker().mails(saved(answeredBefore)));
  }

  private List<Long> saved(long answeredBefore) {
    return phases.stream().flatMap(phase -> phase.answeredBefore(answeredBefore).stream()).toList();
  }
}
