package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.faults.FaultsRow.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A fault in the middle of a steady load of saves and jobs, and the exact count at its end: each
 * (changeset, recipient), each webhook's delivery and each accepted job was received, or run, 0, 1
 * or more times.
 */
final class Ordeal {
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

  private final Stage stage;
  private final List<Saves> phases = new ArrayList<>();
  private long over;
  private long normal;

  Ordeal(Stage stage) {
    this.stage = stage;
  }

  /** Lets it happen, counts, notes the row of the table, and then judges. */
  void undergo(Trial trial) throws Exception {
    try (Hooks hooks = new Hooks(stage.tracker());
        CountedJobs jobs = new CountedJobs(stage.users(), stage.workers(), JOBS_PER_SECOND)) {
      Saves before = phase(() -> Saves.pass(BEFORE));
      Saves during = phase(() -> happen(trial, jobs));
      Saves after = phase(() -> recover(trial, jobs));
      jobs.stop();
      FaultsRow row = counted(trial, hooks, jobs, during);
      row.note();
      judge(trial, row, before, during, after);
    } finally {
      trial.repair.run();
    }
  }

  private void happen(Trial trial, CountedJobs jobs) throws Exception {
    try {
      trial.begin.run();
      over = System.nanoTime();
      Saves.pass(trial.lasts);
    } finally {
      trial.end.run();
    }
    if (trial.lasting()) {
      over = System.nanoTime();
    } else {
      normal(jobs, trial);
    }
  }

  private Saves phase(Trial.Step step) throws Exception {
    Saves saves = new Saves(stage.tracker()).start(SAVES_PER_SECOND);
    phases.add(saves);
    try (saves) {
      step.run();
    }
    return saves;
  }

  /** What nothing ends is over already: the saves until all was normal were saves during it. */
  private void recover(Trial trial, CountedJobs jobs) {
    if (trial.lasting()) {
      normal(jobs, trial);
    } else {
      Saves.pass(BEFORE);
    }
  }

  private void normal(CountedJobs jobs, Trial trial) {
    await("normal again")
        .pollInterval(Duration.ofMillis(100))
        .during(SETTLED)
        .atMost(LONGEST)
        .until(() -> waiting(jobs, trial), String::isEmpty);
    normal = System.nanoTime() - SETTLED.toNanos();
  }

  /** Who waits too long now; empty for nobody. */
  private String waiting(CountedJobs jobs, Trial trial) {
    long past = System.nanoTime() - WAIT.toNanos();
    long mails = mails(past).missing();
    long late = trial.jobsMayBeLost ? 0 : jobs.missing(past);
    return jobs.areTaken() && mails == 0 && late == 0
        ? ""
        : "%d mails, %d jobs, new jobs are taken: %b".formatted(mails, late, jobs.areTaken());
  }

  private FaultsRow counted(Trial trial, Hooks hooks, CountedJobs jobs, Saves during) {
    List<Long> saved = saved(System.nanoTime());
    Post post = mails(System.nanoTime()).arrives(LONGEST);
    await("every webhook").atMost(LONGEST).until(() -> hooks.missing(saved) == 0);
    if (!trial.jobsMayBeLost) {
      await("every job").atMost(LONGEST).until(() -> jobs.missing(System.nanoTime()) == 0);
    }
    return new FaultsRow(
        trial.name,
        new Count(post.expected(), post.missing(), stage.inbox().duplicates(stage.tracker())),
        new Count(saved.size(), hooks.missing(saved), hooks.duplicates()),
        new Count(jobs.accepted().size(), jobs.missing(System.nanoTime()), jobs.duplicates()),
        failures().size(),
        during.count(),
        during.percentile(99),
        Duration.ofNanos(Math.max(0, normal - over)));
  }

  private void judge(Trial trial, FaultsRow row, Saves before, Saves during, Saves after) {
    assertThat(row.mails().lost()).as("mails lost").isZero();
    assertThat(row.hooks().lost()).as("webhooks lost").isZero();
    assertThat(row.mails().twice())
        .as("mails twice")
        .isLessThanOrEqualTo(trial.mostMailsTwice.getAsLong());
    assertThat(row.jobs().twice())
        .as("jobs twice")
        .isLessThanOrEqualTo(trial.mostJobsTwice.getAsLong());
    assertThat(trial.jobsMayBeLost ? 0 : row.jobs().lost()).as("jobs lost").isZero();
    assertThat(after.failures()).as("saves that failed after it").isEmpty();
    assertThat(failures()).as("saves answered as by a bug").noneMatch(Ordeal::crashed);
    if (!trial.savesMayFail) {
      assertThat(failures()).as("saves that failed").isEmpty();
      judgePace(trial, row, before, during);
    }
    assertThat(row.normal()).as("until normal").isLessThanOrEqualTo(trial.normalWithin);
  }

  /** Of fewer saves the p99 is the slowest one, which says more of the machine. */
  private static void judgePace(Trial trial, FaultsRow row, Saves before, Saves during) {
    if (during.count() >= ENOUGH) {
      assertThat(row.p99()).as("p99 of the saves during it").isLessThan(slowest(trial, before));
    }
  }

  /** On a machine that is busy with other things: twice of what it was before the fault. */
  private static Duration slowest(Trial trial, Saves before) {
    Duration asBefore = before.percentile(99).multipliedBy(2);
    return asBefore.compareTo(trial.slowestSave) > 0 ? asBefore : trial.slowestSave;
  }

  private List<Throwable> failures() {
    return phases.stream().flatMap(phase -> phase.failures().stream()).toList();
  }

  private static boolean crashed(Throwable failure) {
    return failure.getMessage() != null
        && failure.getMessage().matches("(?s).*(: 500 |answers 500).*");
  }

  private Post mails(long answeredBefore) {
    return new Post(stage.inbox(), stage.tracker().mails(saved(answeredBefore)));
  }

  private List<Long> saved(long answeredBefore) {
    return phases.stream().flatMap(phase -> phase.answeredBefore(answeredBefore).stream()).toList();
  }
}
