package carillon.systemcheck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * A server whose certificate is looked at.
 *
 * @param name for people
 * @param startTls whether it is SMTP and TLS begins by STARTTLS (RFC 3207), else with the first
 *     byte
 */
public record TlsServer(String name, String host, int port, boolean startTls) {
  private static final int MOST_LINES = 100;

  /**
   * More than SMTP allows (RFC 5321 section 4.5.3.1.5); a line without end must not fill the heap.
   */
  private static final int LONGEST_LINE = 2_000;

  /**
   * When the certificate that it shows expires.
   *
   * @param patience how long to wait, in all for its part before TLS
   * @throws IOException when there is no TLS to be had there
   */
  Instant validUntil(Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), millisUntil(deadline));
      if (startTls) {
        startTls(socket, deadline);
      }
      socket.setSoTimeout(millisUntil(deadline));
      return handshake(socket).getNotAfter().toInstant();
    }
  }

  private X509Certificate handshake(Socket socket) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyCertificate()}, null);
      try (SSLSocket tls =
          (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true)) {
        tls.startHandshake();
        return (X509Certificate) tls.getSession().getPeerCertificates()[0];
      }
    } catch (GeneralSecurityException noTls) {
      throw new IOException(noTls);
    }
  }

  private static int millisUntil(long deadline) throws SocketTimeoutException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("No answer in time");
    }
    return Math.toIntExact(left);
  }

  private static void startTls(Socket socket, long deadline) throws IOException {
    socket.setSoTimeout(millisUntil(deadline));
    BufferedReader replies =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    expect("220", replies);
    say("EHLO carillon", socket);
    expect("250", replies);
    socket.setSoTimeout(millisUntil(deadline));
    say("STARTTLS", socket);
    expect("220", replies);
  }

  private static void say(String command, Socket socket) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads a reply to its last line, which has no hyphen after the code. */
  private static void expect(String code, BufferedReader replies) throws IOException {
    String line = line(replies);
    for (int i = 0; i < MOST_LINES && line != null && line.startsWith(code + "-"); i++) {
      line = line(replies);
    }
    if (line == null || !line.startsWith(code) || line.startsWith(code + "-")) {
      throw new IOException("Instead of " + code + ": " + line);
    }
  }

  /** Null at the end. */
  private static String line(BufferedReader replies) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = replies.read();
    if (next < 0) {
      return null;
    }
    for (; next >= 0 && next != '\n'; next = replies.read()) {
      if (line.length() == LONGEST_LINE) {
        throw new IOException("A line of the reply is longer than " + LONGEST_LINE + " characters");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }
}
