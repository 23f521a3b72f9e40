package carillon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import carillon.testkit.Accounts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * {@code POST /jobs} over persistent connections, each sending the next request after an answer. A
 * minimal client, because it shares the machine with the measured server.
 */
final class Posts {
  private final URI address;
  private final int connections;

  Posts(String address, int connections) {
    this.address = URI.create(address);
    this.connections = connections;
  }

  /** Sends {@code count} jobs, which must be accepted; returns nanoseconds. */
  long send(int count) {
    long from = System.nanoTime();
    List<CompletableFuture<Void>> all =
        IntStream.range(0, connections)
            .mapToObj(c -> CompletableFuture.runAsync(() -> series(c, count)))
            .toList();
    all.forEach(CompletableFuture::join);
    return System.nanoTime() - from;
  }

  private void series(int first, int count) {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setTcpNoDelay(true);
      InputStream answers = new BufferedInputStream(socket.getInputStream());
      for (int n = first; n < count; n += connections) {
        socket.getOutputStream().write(request(n));
        accepted(answers);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private byte[] request(int n) {
    String account = Accounts.ADMIN.user() + ":" + Accounts.ADMIN.user();
    String body =
        "{\"eventName\":\"carillon.bench.artifact\",\"projectId\":101,\"payload\":"
            + CheckedJob.payload(n)
            + "}";
    return """
        POST %s/api/v1/jobs HTTP/1.1\r
        Host: %s\r
        Authorization: Basic %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(
            address.getPath(),
            address.getAuthority(),
            Base64.getEncoder().encodeToString(account.getBytes(UTF_8)),
            body.length(),
            body)
        .getBytes(UTF_8);
  }

  private static void accepted(InputStream answers) throws IOException {
    String status = line(answers);
    int length = 0;
    for (String header = line(answers); !header.isEmpty(); header = line(answers)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    String body = new String(answers.readNBytes(length), UTF_8);
    if (!status.contains(" 202 ")) {
      throw new IOException(status + ": " + body);
    }
  }

  private static String line(InputStream answers) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = answers.read(); c != '\n'; c = answers.read()) {
      if (c < 0) {
        throw new IOException("The server has closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
