package carillon.outbound;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on the loopback address that does as it is told. */
public final class Endpoint implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile boolean forgets;
  private volatile Behaviour behaviour = exchange -> answer(exchange, 200, "fine");

  /** What it does with a request whose body was read. */
  public interface Behaviour {
    void handle(HttpExchange exchange) throws IOException;
  }

  /**
   * A request as it came.
   *
   * @param headers by name in lower case
   */
  public record Received(Map<String, String> headers, String body) {}

  public Endpoint() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  public List<Received> received() {
    return received;
  }

  public Endpoint does(Behaviour other) {
    behaviour = other;
    return this;
  }

  public Endpoint answers(int status, String body) {
    return does(exchange -> answer(exchange, status, body));
  }

  /** Keeps nothing of what it receives: for very many requests. */
  public Endpoint forgets() {
    forgets = true;
    return this;
  }

  /** Never answers. */
  public Endpoint hangs() {
    return does(exchange -> {});
  }

  public static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    if (!forgets) {
      received.add(new Received(headers, body));
    }
    behaviour.handle(exchange);
  }
}
