package carillon.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts, times and gauges of the contract, on MicroProfile Metrics. Thread-safe. */
@ApplicationScoped
class Meters {
  private final MetricRegistry registry;

  @Inject
  Meters(MetricRegistry registry) {
    this.registry = registry;
  }

  /** For the container's proxy. */
  Meters() {
    this(null);
  }

  void count(Metric metric, long times, Tag... tags) {
    registry.counter(metadata(metric), tags).inc(times);
  }

  /** Adds a duration to a histogram; one below zero (clocks of two machines) counts as zero. */
  void time(Metric metric, Duration duration, Tag... tags) {
    registry.timer(metadata(metric), tags).update(duration.isNegative() ? Duration.ZERO : duration);
  }

  /** A value that is asked for whenever someone looks; NaN means that it is not known now. */
  void gauge(Metric metric, Supplier<Double> value, Tag... tags) {
    registry.gauge(metadata(metric), value, tags);
  }

  private static Metadata metadata(Metric metric) {
    return Metadata.builder().withName(metric.text()).withDescription(metric.help()).build();
  }
}
