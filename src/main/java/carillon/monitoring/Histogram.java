package carillon.monitoring;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Durations in buckets. Made for jobs, of which there are a hundred thousand a second: what comes
 * together is put together first, so that each costs nanoseconds. Thread-safe.
 */
final class Histogram {
  private final String name;
  private final String labels;
  private final long[] bounds;
  private final LongAdder[] buckets;
  private final LongAdder nanos = new LongAdder();

  /**
   * @param labels as they are written, such as {@code queue="background"}
   */
  Histogram(Metric metric, String labels) {
    this.name = metric.text();
    this.labels = labels;
    this.bounds = LongStream.of(metric.boundsMs()).map(ms -> ms * 1_000_000).toArray();
    this.buckets =
        Stream.generate(LongAdder::new).limit(bounds.length + 1L).toArray(LongAdder[]::new);
  }

  /** Adds the durations of all of these; one below zero (clocks of two machines) counts as zero. */
  <T> void add(List<T> some, Function<T, Duration> duration) {
    long[] tally = new long[buckets.length];
    long sum = 0;
    for (T one : some) {
      long length = Math.max(0, duration.apply(one).toNanos());
      tally[bucket(length)]++;
      sum += length;
    }
    nanos.add(sum);
    for (int i = 0; i < tally.length; i++) {
      if (tally[i] > 0) {
        buckets[i].add(tally[i]);
      }
    }
  }

  /** In Prometheus' text format: each bucket counts those before it too. */
  Stream<String> lines() {
    Stream.Builder<String> lines = Stream.builder();
    long count = 0;
    for (int i = 0; i < buckets.length; i++) {
      count += buckets[i].sum();
      String bound = i == bounds.length ? "+Inf" : Double.toString(bounds[i] / 1e9);
      lines.add("%s_bucket{%s,le=\"%s\"} %s".formatted(name, labels, bound, (double) count));
    }
    lines.add("%s_sum{%s} %s".formatted(name, labels, nanos.sum() / 1e9));
    lines.add("%s_count{%s} %s".formatted(name, labels, (double) count));
    return lines.build();
  }

  private int bucket(long length) {
    int found = Arrays.binarySearch(bounds, length);
    return found < 0 ? -found - 1 : found;
  }
}
