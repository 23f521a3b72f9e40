package carillon.job;

import java.time.Instant;
import java.util.regex.Pattern;

/** The id of a job: {@code <queue>-<milliseconds>-<sequence>}, stable over its retries. */
public record JobId(String text) {
  private static final Pattern FORM = Pattern.compile("[a-z]{1,20}-\\d{1,18}-\\d{1,18}");

  public JobId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is no job id");
    }
  }

  /** The queue that the job was put on. */
  public QueueName queue() {
    return QueueName.of(text.substring(0, text.indexOf('-')));
  }

  /** When it was put on the queue, on Redis' clock. */
  public Instant enqueuedAt() {
    return Instant.ofEpochMilli(Long.parseLong(text.split("-")[1]));
  }

  @Override
  public String toString() {
    return text;
  }
}
