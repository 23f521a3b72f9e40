package carillon.queue;

import carillon.job.Priority;
import carillon.job.engine.NewJob;
import carillon.queue.redis.ReadyStream;
import carillon.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of an entry, as common.lua lists them; read leniently, for people write some by hand.
 */
final class EntryFields {
  private static final int LONGEST_NAME = 200;
  private static final int MOST_DIGITS = 18;

  private final String[] values = new String['z' - 'a' + 1];

  /** The fields of a reply; those of other names than one small letter are passed over. */
  static EntryFields of(List<?> reply) {
    EntryFields entryFields = new EntryFields();
    for (int i = 0; i + 1 < reply.size(); i += 2) {
      byte[] name = (byte[]) reply.get(i);
      // Of two the first counts, as it does for the scripts.
      if (name.length == 1
          && name[0] >= 'a'
          && name[0] <= 'z'
          && entryFields.values[name[0] - 'a'] == null) {
        entryFields.values[name[0] - 'a'] =
            new String((byte[]) reply.get(i + 1), StandardCharsets.UTF_8);
      }
    }
    return entryFields;
  }

  /** What is written for a new job, by the thread that enqueues it. */
  static List<String> of(NewJob job) {
    List<String> fields = new ArrayList<>(8);
    fields.addAll(List.of("e", job.eventName(), "p", job.payload()));
    if (job.projectId() != 0) {
      fields.addAll(List.of("j", Long.toString(job.projectId())));
    }
    if (!job.keep().isZero()) {
      fields.addAll(List.of("k", Long.toString(job.keep().toMillis())));
    }
    String trace = Trace.present();
    if (!trace.isEmpty()) {
      fields.addAll(List.of("w", trace));
    }
    return fields;
  }

  /** Whether the entry is all there is of the job. */
  boolean plain() {
    return text('i') == null && text('k') == null;
  }

  /** The value or null. */
  String text(char name) {
    return values[name - 'a'];
  }

  /**
   * The value of a number.
   *
   * @throws IllegalArgumentException when it is none that can be
   */
  long number(char name, long otherwise) {
    if (text(name) == null) {
      return otherwise;
    }
    if (!digits(text(name))) {
      throw new IllegalArgumentException("The field " + name + " is no whole number");
    }
    return Long.parseLong(text(name));
  }

  /** The value of a number; {@code otherwise} also when it is none. */
  long numberOr(char name, long otherwise) {
    try {
      return number(name, otherwise);
    } catch (IllegalArgumentException noNumber) {
      return otherwise;
    }
  }

  /** By hand, for a pattern would cost much of what is done for a small job. */
  private static boolean digits(String text) {
    boolean all = !text.isEmpty() && text.length() <= MOST_DIGITS;
    for (int i = 0; all && i < text.length(); i++) {
      all = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return all;
  }

  /**
   * @throws IllegalArgumentException when there is none, or one that no handler can have
   */
  String eventName() {
    String text = text('e');
    if (text == null || text.isEmpty() || text.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("The entry has no event name (field e)");
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        throw new IllegalArgumentException("The event name (field e) is not printable ASCII");
      }
    }
    return text;
  }

  /**
   * @throws IllegalArgumentException when there is none
   */
  String payload() {
    if (text('p') == null) {
      throw new IllegalArgumentException("The entry has no payload (field p)");
    }
    return text('p');
  }

  Duration millis(char name) {
    return Duration.ofMillis(number(name, 0));
  }

  Instant instant(char name) {
    return text(name) == null ? null : Instant.ofEpochMilli(number(name, 0));
  }

  Priority priority(ReadyStream stream) {
    return text('s') == null ? stream.priority() : ReadyStream.numbered(text('s')).priority();
  }
}
