package carillon.testkit;

import carillon.outbound.Endpoint;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Registers a webhook and counts its deliveries by changeset. Thread-safe. */
public final class WebhookRecorder implements AutoCloseable {
  private final Map<Long, Integer> told = new ConcurrentHashMap<>();
  private final Endpoint endpoint = new Endpoint().does(this::take);

  public WebhookRecorder(SampleTracker tracker) {
    tracker.hooks(List.of(endpoint.uri().toString()));
  }

  /** Number of these changesets without a delivery. */
  public long missing(List<Long> changesets) {
    return changesets.stream().filter(changeset -> !told.containsKey(changeset)).count();
  }

  /** Number of repeated deliveries. */
  public long duplicates() {
    return told.values().stream().mapToLong(times -> times - 1).sum();
  }

  @Override
  public void close() {
    endpoint.close();
  }

  /** The header is {@code msg_WEBHOOK_CHANGESET}. */
  private void take(HttpExchange exchange) throws IOException {
    String[] id = exchange.getRequestHeaders().getFirst("webhook-id").split("_");
    told.merge(Long.parseLong(id[2]), 1, Integer::sum);
    Endpoint.answer(exchange, 204, "");
  }
}
