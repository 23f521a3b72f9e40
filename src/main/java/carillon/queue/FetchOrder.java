package carillon.queue;

import java.util.List;

/**
 * Where a fetch begins to look.
 *
 * @param lane the first lane of each priority
 * @param priorities in which order, by number
 */
record FetchOrder(int lane, List<Integer> priorities) {
  private static final List<Integer> BY_PRIORITY = List.of(0, 1, 2);
  private static final List<Integer> NORMAL_BEFORE = List.of(1, 0, 2);
  private static final List<Integer> LOW_BEFORE = List.of(2, 1, 0);
  private static final int ROUND = 10;

  /**
   * The n-th look. Mostly by priority; now and then a lower one goes before, so that none starves:
   * of ten looks two begin with normal and one with low.
   */
  static FetchOrder number(int n, int lane) {
    return switch (n % ROUND) {
      case 3, 6 -> new FetchOrder(lane, NORMAL_BEFORE);
      case 9 -> new FetchOrder(lane, LOW_BEFORE);
      default -> new FetchOrder(lane, BY_PRIORITY);
    };
  }
}
