package carillon.queue;

import carillon.job.Priority;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The streams on which jobs of a queue wait. {@code FIRST} holds what was handed back or taken from
 * dead nodes and goes before all others. The number is the low byte of the ids of jobs that began
 * there; the scripts have the same table.
 */
enum ReadyStream {
  FIRST(254),
  HIGH(0),
  NORMAL(64),
  LOW(128);

  private final int number;
  private final String text = name().toLowerCase(Locale.ROOT);

  ReadyStream(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  String text() {
    return text;
  }

  /** What the jobs of this stream are, unless they say otherwise. */
  Priority priority() {
    return this == FIRST ? Priority.NORMAL : Priority.valueOf(name());
  }

  static ReadyStream of(Priority priority) {
    return valueOf(priority.name());
  }

  static Optional<ReadyStream> numbered(long number) {
    return Arrays.stream(values()).filter(stream -> stream.number == number).findFirst();
  }
}
