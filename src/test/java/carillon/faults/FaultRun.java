package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.faults.FaultsRow.Count;
import carillon.testkit.CountedJobs;
import carillon.testkit.ExpectedMails;
import carillon.testkit.SaveLoad;
import carillon.testkit.TestEnvironment;
import carillon.testkit.WebhookRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a fault under a steady load of saves and jobs. Counts afterwards how often each mail
 * (changeset and recipient) and each webhook delivery was received and each accepted job run.
 */
final class FaultRun {
  /** Can be lowered on a busy machine. */
  private static final int SAVES_PER_SECOND = Integer.getInteger("carillon.faults.saves", 10);

  private static final int ENOUGH = 90;
  private static final int JOBS_PER_SECOND = 20;
  private static final Duration BEFORE = Duration.ofSeconds(3);
  private static final Duration LONGEST = Duration.ofSeconds(90);

  /** Normal means that no mail or job waits longer. */
  private static final Duration WAIT = Duration.ofSeconds(2);

  /** For how long it must stay normal: some work begun during the fault is late only then. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private final TestEnvironment testEnvironment;
  private final List<SaveLoad> phases = new ArrayList<>();
  private long over;
  private long normal;

  FaultRun(TestEnvironment testEnvironment) {
    this.testEnvironment = testEnvironment;
  }

  /** Runs the fault, counts, writes the row of the table, and then checks it. */
  void run(FaultScenario faultScenario) throws Exception {
    try (WebhookRecorder webhookRecorder = new WebhookRecorder(testEnvironment.tracker());
        CountedJobs jobs =
            new CountedJobs(testEnvironment.users(), testEnvironment.workers(), JOBS_PER_SECOND)) {
      SaveLoad before = phase(() -> SaveLoad.waitFor(BEFORE));
      SaveLoad during = phase(() -> runFault(faultScenario, jobs));
      SaveLoad after = phase(() -> recover(faultScenario, jobs));
      jobs.stop();
      FaultsRow row = counted(faultScenario, webhookRecorder, jobs, during);
      row.write();
      check(faultScenario, row, before, during, after);
    } finally {
      faultScenario.repair.run();
    }
  }

  private void runFault(FaultScenario faultScenario, CountedJobs jobs) throws Exception {
    try {
      faultScenario.begin.run();
      over = System.nanoTime();
      SaveLoad.waitFor(faultScenario.lasts);
    } finally {
      faultScenario.end.run();
    }
    if (faultScenario.hasEnd()) {
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

  /** After a fault without an end all is normal already. */
  private void recover(FaultScenario faultScenario, CountedJobs jobs) {
    if (faultScenario.hasEnd()) {
      normal(jobs, faultScenario);
    } else {
      SaveLoad.waitFor(BEFORE);
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

  /** Describes what waits too long now; empty for nothing. */
  private String waiting(CountedJobs jobs, FaultScenario faultScenario) {
    long past = System.nanoTime() - WAIT.toNanos();
    long mails = mails(past).missing();
    long late = faultScenario.jobsMayBeLost ? 0 : jobs.missing(past);
    return jobs.areAccepted() && mails == 0 && late == 0
        ? ""
        : "%d mails, %d jobs, new jobs are accepted: %b".formatted(mails, late, jobs.areAccepted());
  }

  private FaultsRow counted(
      FaultScenario faultScenario,
      WebhookRecorder webhookRecorder,
      CountedJobs jobs,
      SaveLoad during) {
    List<Long> saved = saved(System.nanoTime());
    ExpectedMails expectedMails = mails(System.nanoTime()).awaitArrival(LONGEST);
    await("every webhook").atMost(LONGEST).until(() -> webhookRecorder.missing(saved) == 0);
    if (!faultScenario.jobsMayBeLost) {
      await("every job").atMost(LONGEST).until(() -> jobs.missing(System.nanoTime()) == 0);
    }
    return new FaultsRow(
        faultScenario.name,
        new Count(
            expectedMails.expected(),
            expectedMails.missing(),
            testEnvironment.inbox().duplicates(testEnvironment.tracker())),
        new Count(saved.size(), webhookRecorder.missing(saved), webhookRecorder.duplicates()),
        new Count(jobs.accepted().size(), jobs.missing(System.nanoTime()), jobs.duplicates()),
        failures().size(),
        during.count(),
        during.percentile(99),
        Duration.ofNanos(Math.max(0, normal - over)));
  }

  private void check(
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
    assertThat(after.failures()).as("saves that failed after the fault").isEmpty();
    assertThat(failures()).as("saves that failed with 500").noneMatch(FaultRun::crashed);
    if (!faultScenario.savesMayFail) {
      assertThat(failures()).as("saves that failed").isEmpty();
      checkPace(faultScenario, row, before, during);
    }
    assertThat(row.normal())
        .as("time until normal")
        .isLessThanOrEqualTo(faultScenario.normalWithin);
  }

  /** The p99 of fewer saves is just the slowest one and says little. */
  private static void checkPace(
      FaultScenario faultScenario, FaultsRow row, SaveLoad before, SaveLoad during) {
    if (during.count() >= ENOUGH) {
      assertThat(row.p99())
          .as("p99 of the saves during the fault")
          .isLessThan(slowest(faultScenario, before));
    }
  }

  /** On a busy machine: twice the p99 before the fault. */
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

  private ExpectedMails mails(long answeredBefore) {
    return new ExpectedMails(
        testEnvironment.inbox(), testEnvironment.tracker().mails(saved(answeredBefore)));
  }

  private List<Long> saved(long answeredBefore) {
    return phases.stream().flatMap(phase -> phase.answeredBefore(answeredBefore).stream()).toList();
  }
}
