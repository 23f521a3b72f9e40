package carillon.queue;

import java.util.List;

/**
 * In which order the next fetch looks at the streams. Mostly by priority; now and then a lower one
 * goes before, so that none starves: of ten fetches of a busy worker two begin with normal and one
 * with low. Used by one thread.
 */
final class PriorityTurn {
  private static final List<String> BY_PRIORITY = List.of("first", "high", "normal", "low");
  private static final List<String> NORMAL_BEFORE = List.of("first", "normal", "high", "low");
  private static final List<String> LOW_BEFORE = List.of("first", "low", "normal", "high");

  private int turn;

  List<String> next() {
    turn = (turn + 1) % 10;
    return switch (turn) {
      case 3, 6 -> NORMAL_BEFORE;
      case 9 -> LOW_BEFORE;
      default -> BY_PRIORITY;
    };
  }
}
