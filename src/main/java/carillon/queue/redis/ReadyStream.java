package carillon.queue.redis;

import carillon.job.Priority;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A stream on which jobs of a queue wait, by its number, which is also the low byte of the ids of
 * jobs that began there. A priority has {@value #LANES} of them: projects of one lane share it, so
 * that a project with a million jobs holds up only those few. The scripts have the same numbers.
 */
public record ReadyStream(int number) {
  public static final int LANES = 64;

  /** What was handed back goes before all others. */
  public static final ReadyStream FIRST = new ReadyStream(254);

  /** Jobs whose node died. */
  public static final ReadyStream SUSPECTS = new ReadyStream(253);

  /** No stream: the number of jobs that were scheduled at first. */
  static final int NONE = 255;

  private static final int BY_PRIORITY = LANES * Priority.values().length;
  private static final ReadyStream[] ALL =
      IntStream.rangeClosed(0, NONE).mapToObj(ReadyStream::new).toArray(ReadyStream[]::new);

  public static ReadyStream of(Priority priority, long projectId) {
    return ALL[priority.ordinal() * LANES + (int) Math.floorMod(projectId, (long) LANES)];
  }

  /**
   * @throws IllegalArgumentException when there is no such stream
   */
  public static ReadyStream numbered(String text) {
    int number = Integer.parseInt(text);
    if (number < 0 || number >= BY_PRIORITY && number < SUSPECTS.number || number >= NONE) {
      throw new IllegalArgumentException("'" + text + "' is no stream");
    }
    return ALL[number];
  }

  /** All that any worker may read at any time, in the order of priority. */
  public static List<ReadyStream> everybodys() {
    return Stream.concat(Stream.of(FIRST), Arrays.stream(ALL, 0, BY_PRIORITY)).toList();
  }

  /** What the jobs of this stream are, unless they say otherwise. */
  public Priority priority() {
    return number < BY_PRIORITY ? Priority.values()[number / LANES] : Priority.NORMAL;
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
