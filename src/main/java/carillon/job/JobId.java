package carillon.job;

import java.time.Instant;

/** The id of a job: {@code <queue>-<milliseconds>-<sequence>}, stable over its retries. */
public record JobId(String text) {
  private static final int MOST_DIGITS = 18;

  public JobId {
    // By hand, because a pattern would cost a tenth of all that is done for a small job.
    int first = text.indexOf('-');
    int second = text.indexOf('-', first + 1);
    if (!name(text, first)
        || !number(text, first, second)
        || !number(text, second, text.length())) {
      throw new IllegalArgumentException("'" + text + "' is no job id");
    }
  }

  private static boolean name(String text, int end) {
    boolean all = end > 0;
    for (int i = 0; all && i < end; i++) {
      all = text.charAt(i) >= 'a' && text.charAt(i) <= 'z';
    }
    return all;
  }

  private static boolean number(String text, int before, int end) {
    int digits = end - before - 1;
    boolean all = digits >= 1 && digits <= MOST_DIGITS;
    for (int i = before + 1; all && i < end; i++) {
      all = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return all;
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
