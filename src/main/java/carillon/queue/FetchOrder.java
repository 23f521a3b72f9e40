package carillon.queue;

import java.util.List;

/**
 * The order in which a fetch reads lanes and priorities.
 *
 * @param lane the first lane of each priority
 * @param priorities their numbers, first one first
 */
record FetchOrder(int lane, List<Integer> priorities) {
  private static final List<Integer> BY_PRIORITY = List.of(0, 1, 2);
  private static final List<Integer> NORMAL_FIRST = List.of(1, 0, 2);
  private static final List<Integer> LOW_FIRST = List.of(2, 1, 0);
  private static final int ROUND = 10;

  /**
   * The order of the n-th fetch. Of ten fetches seven go by priority, two start with normal and one
   * with low, so that no priority starves.
   */
  static FetchOrder number(int n, int lane) {
    return switch (n % ROUND) {
      case 3, 6 -> new FetchOrder(lane, NORMAL_FIRST);
      case 9 -> new FetchOrder(lane, LOW_FIRST);
      default -> new FetchOrder(lane, BY_PRIORITY);
    };
  }
}
