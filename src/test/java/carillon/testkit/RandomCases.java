package carillon.testkit;

import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Checks a property with 1,000 random cases. A failure prints the seed of its case; {@code
 * -Dcarillon.test.seed=N} runs that case alone.
 */
public final class RandomCases {
  private static final String SEED_KEY = "carillon.test.seed";
  private static final int CASES = 1_000;

  private RandomCases() {}

  public static void check(Consumer<Random> property) {
    Long seed = Long.getLong(SEED_KEY);
    LongStream seeds = seed == null ? new Random().longs(CASES) : LongStream.of(seed);
    seeds.forEach(each -> check(property, each));
  }

  private static void check(Consumer<Random> property, long seed) {
    try {
      property.accept(new Random(seed));
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(
          "Fails with seed %d (repeat it with -D%s=%d): %s"
              .formatted(seed, SEED_KEY, seed, failure.getMessage()),
          failure);
    }
  }
}
