package carillon.http.limits;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.config.Settings;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies on real connections to a server with a single thread for requests. */
class BodyReaderTest {
  private static final String POST = "POST /api/x HTTP/1.1\r\nHost: localhost\r\n";
  private static final int MEMORY = 3000;

  private final Map<String, String> settings =
      new ConcurrentHashMap<>(
          Map.of("carillon.http.body-timeout", "PT30S", "carillon.http.body-limit", "2000"));
  private final List<Socket> sockets = new ArrayList<>();
  private final BodyMemory memory = new BodyMemory(MEMORY);
  private Undertow server;

  @BeforeEach
  void start() {
    Settings live = Settings.of(settings);
    HttpHandler application = new BlockingHandler(BodyReaderTest::echo);
    server =
        Undertow.builder()
            .addHttpListener(0, "localhost")
            .setIoThreads(1)
            .setWorkerThreads(1)
            .setHandler(
                new HttpContinueReadHandler(new BodyReader(application, () -> live, memory)))
            .build();
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.stop();
  }

  @Test
  void slowBodiesTakeNoThread() throws IOException {
    for (int i = 0; i < 100; i++) {
      sent(POST + "Content-Length: 500\r\n\r\nscope=");
      sent(POST + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
    }
    assertThat(answer(sent(POST + "Content-Length: 5\r\n\r\nhello"))).endsWith("hello");
    assertThat(answer(sent("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))).contains(" 200 ");
  }

  @Test
  void aBodyArrivesAsItWasSentHoweverItWasCut() throws IOException {
    String body = "x".repeat(700) + "\u00e4" + "y".repeat(700);
    Socket pieces = sent(POST + "Content-Length: 1401\r\n\r\n");
    for (String piece : body.split("(?<=\\G.{100})")) {
      send(pieces, piece);
    }
    assertThat(answer(pieces)).endsWith(body);
    assertThat(
            answer(
                sent(POST + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")))
        .endsWith("abcde");
    assertThat(answer(sent(POST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")))
        .endsWith("\r\n\r\n");
  }

  @Test
  void aConnectionGoesOnWithItsNextRequest() throws IOException {
    Socket connection =
        sent(POST + "Content-Length: 3\r\n\r\none" + POST + "Content-Length: 3\r\n\r\ntwo");
    assertThat(answer(connection)).endsWith("one");
    assertThat(answer(connection)).endsWith("two");
    send(connection, POST + "Content-Length: 2001\r\n\r\n" + "x".repeat(2001));
    assertThat(answer(connection)).contains(" 413 ");
    send(connection, POST + "Content-Length: 5\r\n\r\nthree");
    assertThat(answer(connection)).endsWith("three");
  }

  @Test
  void aClientThatAsksBeforeItSendsIsAnswered() throws IOException {
    String asking = "Expect: 100-continue\r\n";
    Socket connection = sent(POST + asking + "Content-Length: 5\r\n\r\n");
    assertThat(answer(connection)).contains(" 100 ");
    send(connection, "hello");
    assertThat(answer(connection)).endsWith("hello");
    assertThat(answer(sent(POST + asking + "Content-Length: 2001\r\n\r\n"))).contains(" 413 ");
  }

  @Test
  void aBodyThatIsTooLongIsRefused() throws IOException {
    String problem = "The body may have at most 2000 bytes";
    assertThat(answer(sent(POST + "Content-Length: 2001\r\n\r\nx")))
        .contains(" 413 ")
        .contains("application/problem+json")
        .contains(problem);
    assertThat(
            answer(
                sent(
                    POST + "Connection: close\r\nContent-Length: 2001\r\n\r\n" + "x".repeat(2001))))
        .contains(problem);
    String chunk = "400\r\n" + "x".repeat(1024) + "\r\n";
    assertThat(answer(sent(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + chunk)))
        .contains(problem);
  }

  @Test
  void onlyTheApiTakesLongBodies() throws IOException {
    settings.put("carillon.http.body-limit", "20000");
    String form = "POST /unsubscribe/TOKEN HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
    assertThat(answer(sent(form + "10001\r\n\r\n"))).contains(" 413 ").doesNotContain("TOKEN");
    assertThat(answer(sent(form + "5\r\n\r\nhello"))).endsWith("hello");
  }

  @Test
  void aBodyThatDoesNotArriveInTimeIsRefused() throws IOException {
    settings.put("carillon.http.body-timeout", "PT0.2S");
    Socket slow = sent(POST + "Content-Length: 500\r\n\r\nscope=");
    assertThat(answer(slow)).contains(" 408 ").contains("The body did not arrive in time");
  }

  @Test
  void whatIsBeingSentForLongestGivesWay() throws IOException {
    String half = POST + "Content-Length: 1500\r\n\r\n" + "x".repeat(1400);
    Socket first = sent(half);
    Socket second = sent(half);
    await().until(() -> free() < 300);
    String whole = "y".repeat(1000);
    assertThat(answer(sent(POST + "Content-Length: 1000\r\n\r\n" + whole))).endsWith(whole);
    assertThat(answer(first)).contains(" 503 ").contains("Retry-After: 2");
    send(second, "x".repeat(100));
    assertThat(answer(second)).endsWith("x".repeat(1500));
    await().until(() -> free() == MEMORY);
  }

  @Test
  void aConnectionThatBreaksGivesItsMemoryBack() throws IOException {
    Socket broken = sent(POST + "Content-Length: 1500\r\n\r\n" + "x".repeat(1400));
    await().until(() -> free() < MEMORY);
    broken.close();
    await().until(() -> free() == MEMORY);
  }

  private long free() {
    return MEMORY - memory.taken();
  }

  private static void echo(HttpServerExchange exchange) throws IOException {
    byte[] body = exchange.getInputStream().readAllBytes();
    exchange.setResponseContentLength(body.length);
    exchange.getOutputStream().write(body);
  }

  private Socket sent(String request) throws IOException {
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(10_000);
    sockets.add(socket);
    send(socket, request);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** One response, byte by byte: what follows belongs to the next. */
  private static String answer(Socket socket) throws IOException {
    StringBuilder read = new StringBuilder();
    while (!read.toString().endsWith("\r\n\r\n")) {
      read.append(one(socket));
    }
    String length = read.toString().replaceFirst("(?s).*Content-Length: (\\d+).*", "$1");
    for (int left = length.matches("\\d+") ? Integer.parseInt(length) : 0; left > 0; left--) {
      read.append(one(socket));
    }
    return read.toString();
  }

  private static char one(Socket socket) throws IOException {
    int one = socket.getInputStream().read();
    assertThat(one).as("the connection was closed").isNotNegative();
    return (char) one;
  }
}
