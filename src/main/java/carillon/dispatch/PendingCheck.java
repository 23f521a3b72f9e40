package carillon.dispatch;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.engine.JobQueue;
import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Warns when tasks wait, or run without progress, for too long, and when they keep failing. */
@ApplicationScoped
class PendingCheck implements Check {
  private static final int REPEATEDLY = 5;

  @Inject DueTaskTable tasks;
  @Inject TaskHandlers taskHandlers;
  @Inject JobQueue queue;
  @Inject Settings settings;

  @Override
  public String id() {
    return "notifications-pending";
  }

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    taskHandlers.all().forEach(handler -> overdue(handler).ifPresent(findings::add));
    long withoutJob = withoutJob();
    if (withoutJob > 0) {
      findings.add(
          Finding.warning(
              queue.configured()
                  ? withoutJob
                      + " tasks that should be queued have no job: is Redis unavailable or the server suspended? They will be queued again, or run in the server's process."
                  : withoutJob
                      + " tasks wait for the server's own process, because no Redis is configured: they run one after the other."));
    }
    long failing = tasks.failing(REPEATEDLY);
    if (failing > 0) {
      findings.add(
          Finding.warning(
              failing
                  + " tasks have failed "
                  + REPEATEDLY
                  + " times or more in a row: see the server log for their errors. They are retried every 10 minutes."));
    }
    return findings;
  }

  private Optional<Finding> overdue(TaskHandler handler) {
    Duration patience = settings.get(SettingsTable.PENDING_AFTER);
    long waiting = tasks.overdue(handler.kind(), taskHandlers.held(handler.kind()), patience);
    return waiting == 0 ? Optional.empty() : handler.overdue(waiting).map(Finding::warning);
  }

  private long withoutJob() {
    return tasks.withoutJob(settings.get(SettingsTable.PENDING_AFTER)).entrySet().stream()
        .filter(kind -> !taskHandlers.held(kind.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
