package carillon.http.limits;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.function.Supplier;

/**
 * Has the whole body of a request before anything else looks at it: before its account is known,
 * before it takes a thread or a write's place. Whoever sends slowly, or never ends, holds a
 * connection and what it has sent, and that for a limited time. No filter of the application could
 * do this: the container itself refuses a request without credentials, and then waits for its body.
 */
final class BodyReader implements HttpHandler {
  private static final String API = "/api/";

  /** The form of the unsubscribe page is the only body beside the API's. */
  private static final int FORM = 10_000;

  private final HttpHandler next;
  private final Supplier<Settings> settings;
  private final BodyMemory memory;

  BodyReader(HttpHandler next, Supplier<Settings> settings, BodyMemory memory) {
    this.next = next;
    this.settings = settings;
    this.memory = memory;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (exchange.isRequestComplete()) {
      next.handleRequest(exchange);
      return;
    }
    int limit = settings.get().get(SettingsTable.BODY_LIMIT);
    boolean ofTheApi = exchange.getRelativePath().startsWith(API);
    new IncomingBody(exchange, next, memory, ofTheApi ? limit : Math.min(limit, FORM))
        .begin(settings.get().get(SettingsTable.BODY_TIMEOUT));
  }
}
