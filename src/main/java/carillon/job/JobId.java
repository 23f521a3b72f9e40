package carillon.job;

/** The id of a job: {@code <queue>-<milliseconds>-<sequence>}, stable over its retries. */
public record JobId(String text) {
  public JobId {
    if (!text.matches("[a-z]{1,20}-\\d{1,20}-\\d{1,20}")) {
      throw new IllegalArgumentException("'" + text + "' is no job id");
    }
  }

  /** The queue that the job was put on. */
  public QueueName queue() {
    return QueueName.of(text.substring(0, text.indexOf('-')));
  }

  @Override
  public String toString() {
    return text;
  }
}
