package carillon.worker;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobQueue;
import carillon.job.engine.QueueStatus;

/** How many workers the settings ask for on each queue right now. Never waits. Thread-safe. */
final class DesiredWorkerCount {
  private final Settings settings;
  private final JobQueue jobs;
  private volatile boolean somethingWaits;

  DesiredWorkerCount(Settings settings, JobQueue jobs) {
    this.settings = settings;
    this.jobs = jobs;
  }

  int on(QueueName queue) {
    if (!jobs.configured()) {
      return 0;
    }
    return switch (queue) {
      case NOTIFICATIONS -> notifications();
      case WEBHOOKS -> settings.get(SettingsTable.WEBHOOKS_WORKERS);
      case BACKGROUND -> settings.get(SettingsTable.BACKGROUND_WORKERS);
    };
  }

  /** Looks whether mails wait. To be called every second or so; waits for Redis. */
  void look() {
    somethingWaits = jobs.configured() && waits();
  }

  /** Without a number: one when mails are queued, or when some still wait from before. */
  private int notifications() {
    int set = settings.get(SettingsTable.BACKEND_WORKERS).orElse(0);
    if (set > 0) {
      return set;
    }
    return settings.get(SettingsTable.ASYNC_EMAILS).active() || somethingWaits ? 1 : 0;
  }

  private boolean waits() {
    try {
      QueueStatus status = jobs.status(QueueName.NOTIFICATIONS);
      return status.ready() + status.running() + status.scheduled() > 0;
    } catch (QueueUnavailableException unavailable) {
      return false;
    }
  }
}
