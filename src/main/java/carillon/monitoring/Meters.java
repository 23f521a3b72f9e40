package carillon.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

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
    counter(metric, tags).inc(times);
  }

  /** For those who count so often that looking it up each time would cost too much. */
  Counter counter(Metric metric, Tag... tags) {
    return registry.counter(metadata(metric), tags);
  }

  /** For those who time so often that looking it up each time would cost too much. */
  Timer timer(Metric metric, Tag... tags) {
    return registry.timer(metadata(metric), tags);
  }

  /** Adds a duration to a histogram; one below zero (clocks of two machines) counts as zero. */
  void time(Metric metric, Duration duration, Tag... tags) {
    timer(metric, tags).update(duration.isNegative() ? Duration.ZERO : duration);
  }

  /** A value that is asked for whenever someone looks; NaN means that it is not known now. */
  void gauge(Metric metric, Supplier<Double> value, Tag... tags) {
    registry.gauge(metadata(metric), value, tags);
  }

  private static Metadata metadata(Metric metric) {
    return Metadata.builder().withName(metric.text()).withDescription(metric.help()).build();
  }
}
