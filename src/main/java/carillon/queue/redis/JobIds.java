package carillon.queue.redis;

import carillon.job.JobId;
import carillon.job.QueueName;
import java.time.Instant;

/**
 * How the id of a job is made: {@code <ms>-<n>}, where n is the sequence of its first entry times
 * 256 plus the number of its stream; so an id tells where to look, and ids of different streams
 * differ.
 */
public final class JobIds {
  private static final int STREAMS = 256;

  private JobIds() {}

  /** The id of a job whose first entry this is. */
  public static JobId ofEntry(QueueName queue, ReadyStream stream, String entry) {
    int dash = entry.indexOf('-');
    long sequence = Long.parseLong(entry.substring(dash + 1));
    return own(queue, entry.substring(0, dash + 1) + (sequence * STREAMS + stream.number()));
  }

  /** The id from its form within Redis. */
  public static JobId own(QueueName queue, String text) {
    return new JobId(queue.text() + "-" + text);
  }

  /** The form within Redis, where the key already names the queue. */
  public static String inRedis(JobId id) {
    return id.text().substring(id.text().indexOf('-') + 1);
  }

  public static Instant enqueuedAt(JobId id) {
    String text = inRedis(id);
    return Instant.ofEpochMilli(Long.parseLong(text.substring(0, text.indexOf('-'))));
  }
}
