package carillon.queue;

import carillon.job.engine.Job;
import carillon.queue.redis.ReadyStream;

/**
 * Which entry of which stream was handed out; its text is {@code <stream>/<entry>}.
 *
 * @param plain whether nothing but the entry is to be cleared away when the job is done
 */
record EntryReceipt(ReadyStream stream, String entry, boolean plain) {
  private static final char PLAIN = '/';
  private static final char SPECIAL = '!';

  static EntryReceipt of(Job job) {
    return of(job.receipt());
  }

  static EntryReceipt of(String text) {
    int end = text.indexOf(PLAIN);
    boolean plain = end >= 0;
    int stop = plain ? end : text.indexOf(SPECIAL);
    return new EntryReceipt(
        ReadyStream.numbered(text.substring(0, stop)), text.substring(stop + 1), plain);
  }

  /** The text of a receipt, as that of one that is not plain. */
  static String special(String plain) {
    return plain.replace(PLAIN, SPECIAL);
  }

  @Override
  public String toString() {
    return stream.toString() + (plain ? PLAIN : SPECIAL) + entry;
  }
}
