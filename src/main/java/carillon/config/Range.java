package carillon.config;

import java.util.function.Function;

/**
 * A whole number within bounds, and how a message names it.
 *
 * @param what such as "a whole number"
 */
record Range(String what, int min, int max) implements Function<String, Integer> {
  static Range whole(int min, int max) {
    return new Range("a whole number", min, max);
  }

  static Range bytes(int min, int max) {
    return new Range("bytes,", min, max);
  }

  @Override
  public Integer apply(String text) {
    int value = Integer.parseInt(text);
    if (value < min || value > max) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  @Override
  public String toString() {
    return what + " from " + min + " to " + max;
  }
}
