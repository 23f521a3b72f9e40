package carillon.monitoring;

/** The metrics that users build dashboards on: names and help texts. Names never change. */
enum Metric {
  QUEUE_EVENTS("carillon_queue_events_total", "What happened to jobs"),
  QUEUE_DURATION("carillon_queue_events_duration_seconds", "From enqueue to done"),
  QUEUE_WAIT("carillon_queue_wait_seconds", "From enqueue, or due, to start"),
  JOB_RUN("carillon_job_run_seconds", "Runs of jobs"),
  QUEUE_SIZE("carillon_queue_size", "Jobs on the queue"),
  QUEUE_OLDEST("carillon_queue_oldest_seconds", "Age of the oldest job in this state"),
  WORKERS("carillon_workers", "Workers of this node"),
  NODES("carillon_nodes", "Nodes that take jobs from the same Redis"),
  TASKS("carillon_notification_tasks", "Changesets whose notification has not ended"),
  TASKS_OLDEST("carillon_notification_oldest_seconds", "Age of the oldest notification not ended"),
  NOTIFICATION("carillon_notification_seconds", "From the first run of a notification to its end"),
  MAILS("carillon_mails_total", "Attempts to hand a mail to a relay"),
  MAIL("carillon_mail_seconds", "Duration of attempts to hand a mail to a relay"),
  RELAY_OPEN("carillon_relay_open", "1 while the relay's circuit breaker is open"),
  SYSTEM_EVENTS("carillon_system_events_total", "System checks by how they ended"),
  REDIS_UP("carillon_redis_up", "1 when Redis answers");

  private final String text;
  private final String help;

  Metric(String text, String help) {
    this.text = text;
    this.help = help;
  }

  /** The name in the exposition. */
  String text() {
    return text;
  }

  String help() {
    return help;
  }
}
