package carillon.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import carillon.config.Settings;
import carillon.mail.SelfSigned;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever one endpoint answers, requests to others work, meanwhile and afterwards. */
@Timeout(60)
class HostileEndpointTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final OutboundHttpClient outboundHttpClient =
      new OutboundHttpClient(Settings.of(Map.of("carillon.outbound.allow", "127.0.0.1")));
  private final Endpoint good = new Endpoint();

  @AfterEach
  void close() {
    outboundHttpClient.close();
    good.close();
  }

  private CompletableFuture<HttpReply> send(URI uri) {
    return outboundHttpClient.send(HttpCall.get(uri, Map.of(), TIMEOUT, 8_192));
  }

  private void goodOneIsServed() throws Exception {
    assertThat(send(good.uri()).get().text()).as("within %s", TIMEOUT).isEqualTo("fine");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("one header line without end", RawEndpoint.endless(OK + "x: ", "y")),
        Arguments.of("a status line without end", RawEndpoint.endless("HTTP/1.1 200 ", "OK")),
        Arguments.of("headers without end", RawEndpoint.endless(OK, "x: y\r\n")),
        Arguments.of("a header folded without end", RawEndpoint.endless(OK + "x: y", "\r\n z")),
        Arguments.of(
            "100,000 headers",
            RawEndpoint.text(OK + "x: y\r\n".repeat(100_000) + "Content-Length: 0\r\n\r\n")),
        Arguments.of(
            "informational responses without end",
            RawEndpoint.endless("", "HTTP/1.1 103 Early Hints\r\n\r\n")),
        Arguments.of("empty lines without end", RawEndpoint.endless("", "\r\n")),
        Arguments.of("no HTTP", RawEndpoint.endless("", "SSH-2.0-OpenSSH_9.6\r\n")),
        Arguments.of("NUL bytes", RawEndpoint.endless("", "\0".repeat(1000))),
        Arguments.of(
            "chunks that are none",
            RawEndpoint.text(OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\nbody\r\n0\r\n\r\n")),
        Arguments.of(
            "a chunk size without end",
            RawEndpoint.endless(OK + "Transfer-Encoding: chunked\r\n\r\n", "0")),
        Arguments.of(
            "trailers without end",
            RawEndpoint.endless(OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n", "x: y\r\n")),
        Arguments.of("a negative length", RawEndpoint.text(OK + "Content-Length: -5\r\n\r\n")),
        Arguments.of(
            "a length beyond all numbers",
            RawEndpoint.text(OK + "Content-Length: 99999999999999999999\r\n\r\n")),
        Arguments.of(
            "a body that ends too soon", RawEndpoint.text(OK + "Content-Length: 100\r\n\r\nx")),
        Arguments.of("a status that is none", RawEndpoint.text("HTTP/1.1 99999 OK\r\n\r\n")),
        Arguments.of("a negative status", RawEndpoint.text("HTTP/1.1 -200 OK\r\n\r\n")),
        Arguments.of("another protocol", RawEndpoint.text("RTSP/1.0 200 OK\r\n\r\n")),
        Arguments.of(
            "two lengths",
            RawEndpoint.text(OK + "Content-Length: 5\r\nContent-Length: 9\r\n\r\nhello")),
        Arguments.of("nothing", RawEndpoint.text("")),
        Arguments.of("a head a byte at a time", trickling(OK + "x: ")),
        Arguments.of("a body a byte at a time", trickling(OK + "Content-Length: 9999\r\n\r\n")));
  }

  private static RawEndpoint.Answer trickling(String first) {
    return out -> {
      out.write(RawEndpoint.bytes(first));
      while (true) {
        out.write('x');
        out.flush();
        Thread.sleep(20);
      }
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedInTimeAndHarmsNoOther(String name, RawEndpoint.Answer answer) throws Exception {
    try (RawEndpoint hostile = new RawEndpoint(answer)) {
      List<CompletableFuture<HttpReply>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        answers.add(send(hostile.uri()));
      }
      goodOneIsServed();
      for (CompletableFuture<HttpReply> one : answers) {
        assertThat(catchThrowable(one::get)).as(name).isNotNull();
      }
      goodOneIsServed();
    }
    assertThat(outboundHttpClient.brokeDownWithin(Duration.ofHours(1))).isFalse();
  }

  @Test
  void aBodyWithoutEndIsCut() throws Exception {
    String head = OK + "Content-Length: 99999999999\r\n\r\n";
    String chunked = OK + "Transfer-Encoding: chunked\r\n\r\n";
    try (RawEndpoint whole = new RawEndpoint(RawEndpoint.endless(head, "x".repeat(1000)));
        RawEndpoint inChunks =
            new RawEndpoint(RawEndpoint.endless(chunked, "3e8\r\n" + "x".repeat(1000) + "\r\n"))) {
      assertThat(send(whole.uri()).get().body()).hasSize(8_192);
      assertThat(send(inChunks.uri()).get().cut()).isTrue();
      goodOneIsServed();
    }
  }

  /** It is neither asked for nor unpacked: what comes is what is counted. */
  @Test
  void compressedContentStaysAsItIs() throws Exception {
    byte[] bomb = zipped(64 * 1024 * 1024);
    String head = OK + "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n";
    try (RawEndpoint hostile =
        new RawEndpoint(
            out -> {
              out.write(RawEndpoint.bytes(head));
              out.write(bomb);
            })) {
      HttpReply httpReply = send(hostile.uri()).get();

      assertThat(httpReply.body()).hasSize(8_192).startsWith(0x1f, 0x8b);
      assertThat(httpReply.header("content-encoding")).contains("gzip");
      goodOneIsServed();
      assertThat(good.received().get(0).headers()).doesNotContainKey("accept-encoding");
    }
  }

  private static byte[] zipped(int zeros) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(new byte[zeros]);
    }
    return packed.toByteArray();
  }

  @Test
  void aRedirectToItselfIsNotFollowed() throws Exception {
    good.does(
        exchange -> {
          exchange.getResponseHeaders().add("Location", good.uri().toString());
          Endpoint.answer(exchange, 307, "");
        });

    assertThat(send(good.uri()).get().status()).isEqualTo(307);
    assertThat(good.received()).hasSize(1);
  }

  @Test
  void addressesThatNobodyCanConnectToAreAnAnswerToo() throws Exception {
    for (String uri :
        List.of("http://127.0.0.1:88888/", "http://127.0.0.1:0/", "http:///x", "mailto:a@b.c")) {
      assertThatThrownBy(() -> send(URI.create(uri)).get()).as(uri).isNotNull();
    }
    goodOneIsServed();
  }

  @Test
  void aSlowNameServerDelaysNoOther() throws Exception {
    outboundHttpClient.guard =
        new AddressGuard(outboundHttpClient.settings) {
          @Override
          InetAddress[] resolve(String host) throws UnknownHostException {
            if (host.equals("slow.example")) {
              LockSupport.parkNanos(TIMEOUT.multipliedBy(2).toNanos());
            }
            return super.resolve(host);
          }
        };
    CompletableFuture<HttpReply> slow = send(URI.create("http://slow.example/"));
    goodOneIsServed();
    assertThatThrownBy(slow::get).hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void aCertificateThatIsNotTrustedOrNamesAnotherHostIsRefused(@TempDir Path folder)
      throws Exception {
    SelfSigned certificate = SelfSigned.in(folder);
    List<String> reached = new CopyOnWriteArrayList<>();
    try (RawEndpoint secure =
        new RawEndpoint(
            out -> {
              reached.add("it");
              out.write(RawEndpoint.bytes(OK + "Content-Length: 4\r\n\r\nfine"));
            },
            certificate.context().getServerSocketFactory())) {
      URI named = URI.create("https://localhost:" + secure.port() + "/hook");
      URI another = URI.create("https://127.0.0.1:" + secure.port() + "/hook");

      assertThatThrownBy(() -> send(named).get()).hasCauseInstanceOf(SSLException.class);
      certificate.trusted();
      OutboundHttpClient trusting =
          new OutboundHttpClient(Settings.of(Map.of("carillon.outbound.allow", "127.0.0.1, ::1")));
      HttpCall wrong = HttpCall.get(another, Map.of(), TIMEOUT, 100);
      assertThatThrownBy(() -> trusting.send(wrong).get())
          .hasCauseInstanceOf(SSLException.class)
          .hasMessageContaining("127.0.0.1");
      assertThat(reached).isEmpty();
      HttpCall right = HttpCall.get(named, Map.of(), TIMEOUT, 100);
      assertThat(trusting.send(right).get().text()).isEqualTo("fine");
      trusting.close();
    } finally {
      SelfSigned.untrusted();
    }
  }

  /** More than there are connections to one host: each is given up in time. */
  @Test
  void aServerThatNeverBeginsTlsHoldsNoConnection() throws Exception {
    try (RawEndpoint silent = new RawEndpoint(RawEndpoint.text(""))) {
      URI uri = URI.create("https://127.0.0.1:" + silent.port() + "/hook");
      List<CompletableFuture<HttpReply>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(send(uri));
      }
      goodOneIsServed();
      for (CompletableFuture<HttpReply> one : answers) {
        assertThat(catchThrowable(one::get)).isNotNull();
      }
      await().atMost(Duration.ofSeconds(5)).until(() -> silent.open() == 0);
      goodOneIsServed();
    }
  }

  @Test
  void aClientThatBrokeDownIsMadeAnewAndTheHostIsNotToBlame() throws Exception {
    OutboundHttpClient breaking =
        new OutboundHttpClient(Settings.of(Map.of("carillon.outbound.allow", "127.0.0.1"))) {
          @Override
          AsyncResponseConsumer<HttpReply> consumer(HttpCall httpCall) {
            return httpCall.uri().getPath().equals("/hook")
                ? super.consumer(httpCall)
                : new OutOfMemory();
          }
        };
    good.does(exchange -> Endpoint.answer(exchange, 200, "fine"));
    HttpCall harmless = HttpCall.get(good.uri(), Map.of(), TIMEOUT, 8_192);
    try (RawEndpoint silent = new RawEndpoint(trickling(OK + "Content-Length: 9999\r\n\r\n"))) {
      for (int i = 0; i < 3; i++) {
        CompletableFuture<HttpReply> other =
            breaking.send(HttpCall.get(silent.uri(), Map.of(), TIMEOUT, 8_192));
        CompletableFuture<HttpReply> deadly =
            breaking.send(HttpCall.get(good.uri().resolve("/oom"), Map.of(), TIMEOUT, 8_192));

        assertThatThrownBy(deadly::get).hasCauseInstanceOf(ClientDownException.class);
        assertThatThrownBy(other::get).hasCauseInstanceOf(ClientDownException.class);
        assertThat(breaking.send(harmless).get().text()).isEqualTo("fine");
      }
    }
    assertThat(breaking.works()).isTrue();
    assertThat(breaking.brokeDownWithin(Duration.ofMinutes(1))).isTrue();
    assertThat(outboundHttpClient.brokeDownWithin(Duration.ofMinutes(1))).isFalse();
    breaking.close();
  }

  /** What a thread of the client meets when the heap is full. */
  private static final class OutOfMemory extends AbstractBinResponseConsumer<HttpReply> {
    @Override
    protected void start(HttpResponse response, ContentType contentType) {
      throw new OutOfMemoryError("as if the heap were full");
    }

    @Override
    protected int capacityIncrement() {
      return 1;
    }

    @Override
    protected void data(ByteBuffer part, boolean endOfStream) {}

    @Override
    protected HttpReply buildResult() {
      return null;
    }

    @Override
    public void releaseResources() {}
  }
}
