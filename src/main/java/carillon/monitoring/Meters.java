package carillon.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Counts, times and gauges of the contract. Counters and gauges are MicroProfile Metrics'; its
 * timers cost 90 ns a call, so histograms are our own. Thread-safe.
 */
@ApplicationScoped
class Meters {
  private final MetricRegistry registry;
  private final Map<Metric, Map<Tag, Histogram>> histograms = new EnumMap<>(Metric.class);

  @Inject
  Meters(MetricRegistry registry) {
    this.registry = registry;
    for (Metric metric : Metric.values()) {
      histograms.put(metric, new ConcurrentHashMap<>());
    }
  }

  /** For the container's proxy. */
  Meters() {
    this(null);
  }

  void count(Metric metric, long times, Tag... tags) {
    counter(metric, tags).inc(times);
  }

  /** For those who count so often that looking it up each time would cost too much. */
  Counter counter(Metric metric, Tag... tags) {
    return registry.counter(metadata(metric), tags);
  }

  /** One with a label; they are few, for each is kept. */
  Histogram histogram(Metric metric, Tag tag) {
    return histograms.get(metric).computeIfAbsent(tag, some -> new Histogram(metric, labels(some)));
  }

  void time(Metric metric, Duration duration, Tag tag) {
    histogram(metric, tag).add(List.of(duration), Function.identity());
  }

  /** All histograms that have been asked for, in Prometheus' text format. */
  Stream<String> histograms() {
    return histograms.entrySet().stream()
        .filter(metric -> !metric.getValue().isEmpty())
        .flatMap(metric -> lines(metric.getKey(), metric.getValue()));
  }

  private static String labels(Tag tag) {
    return "%s=\"%s\"".formatted(tag.getTagName(), tag.getTagValue());
  }

  private static Stream<String> lines(Metric metric, Map<Tag, Histogram> some) {
    return Stream.concat(
        Stream.of(
            "# HELP %s %s".formatted(metric.text(), metric.help()),
            "# TYPE %s histogram".formatted(metric.text())),
        some.entrySet().stream()
            .sorted(Comparator.comparing(one -> one.getKey().getTagValue()))
            .flatMap(one -> one.getValue().lines()));
  }

  /** A value that is asked for whenever someone looks; NaN means that it is not known now. */
  void gauge(Metric metric, Supplier<Double> value, Tag... tags) {
    registry.gauge(metadata(metric), value, tags);
  }

  private static Metadata metadata(Metric metric) {
    return Metadata.builder().withName(metric.text()).withDescription(metric.help()).build();
  }
}
