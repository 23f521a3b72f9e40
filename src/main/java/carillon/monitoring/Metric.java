package carillon.monitoring;

/** The metrics that users build dashboards on: names and help texts. Names never change. */
enum Metric {
  QUEUE_EVENTS("carillon_queue_events_total", "What happened to jobs"),
  QUEUE_DURATION(
      "carillon_queue_events_duration_seconds", "From enqueue to done", Bounds.TO_AN_HOUR),
  QUEUE_WAIT("carillon_queue_wait_seconds", "From enqueue, or due, to start", Bounds.FROM_MS),
  JOB_RUN("carillon_job_run_seconds", "Runs of jobs", Bounds.FROM_MS),
  QUEUE_SIZE("carillon_queue_size", "Jobs on the queue"),
  QUEUE_OLDEST(
      "carillon_queue_oldest_seconds",
      "Age of the oldest job in this state; of a scheduled one since it is due"),
  WORKERS("carillon_workers", "Workers of this node"),
  NODES("carillon_nodes", "Nodes that take jobs from the same Redis"),
  TASKS("carillon_notification_tasks", "Changesets whose notification has not finished"),
  TASKS_OLDEST("carillon_notification_oldest_seconds", "Age of the oldest unfinished notification"),
  NOTIFICATION(
      "carillon_notification_seconds",
      "From the first run of a notification to its end",
      Bounds.FROM_MS),
  MAILS("carillon_mails_total", "Attempts to hand a mail to a relay"),
  MAIL("carillon_mail_seconds", "Duration of attempts to hand a mail to a relay", Bounds.FROM_MS),
  RELAY_OPEN("carillon_relay_open", "1 while the relay's circuit breaker is open"),
  WRITES_REFUSED(
      "carillon_http_writes_refused_total", "Writes refused because the node had too many at once"),
  SYSTEM_EVENTS("carillon_system_events_total", "System checks by result"),
  REDIS_UP("carillon_redis_up", "1 when Redis answers, 0 when it does not or there is none");

  private final String text;
  private final String help;
  private final long[] boundsMs;

  /** Where buckets end, in milliseconds. */
  private static final class Bounds {
    static final long[] FROM_MS = {1, 5, 10, 50, 100, 500, 1000, 5000, 30_000, 120_000, 600_000};
    static final long[] TO_AN_HOUR = {
      5, 10, 50, 100, 500, 1000, 5000, 30_000, 120_000, 600_000, 3_600_000
    };
  }

  Metric(String text, String help, long... boundsMs) {
    this.text = text;
    this.help = help;
    this.boundsMs = boundsMs;
  }

  /** The name in the exposition. */
  String text() {
    return text;
  }

  String help() {
    return help;
  }

  /** Of a histogram, where its buckets end; empty for any other metric. */
  long[] boundsMs() {
    return boundsMs.clone();
  }
}
