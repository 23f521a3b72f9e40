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
  private final String[] values = new String['z' - 'a' + 1];

  /** The fields of a reply; those of other names than one small letter are passed over. */
  static EntryFields of(List<?> reply) {
    EntryFields entryFields = new EntryFields();
    for (int i = 0; i + 1 < reply.size(); i += 2) {
      byte[] name = (byte[]) reply.get(i);
      if (name.length == 1 && name[0] >= 'a' && name[0] <= 'z') {
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
   * @throws NumberFormatException when it is none that can be
   */
  long number(char name, long otherwise) {
    if (text(name) == null) {
      return otherwise;
    }
    long number = Long.parseLong(text(name));
    if (number < 0) {
      throw new NumberFormatException("negative");
    }
    return number;
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
