package carillon.systemcheck;

import carillon.mail.SelfSigned;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server that shows its certificate and says nothing else. */
final class ShownCertificate implements AutoCloseable {
  private final ServerSocket server;
  private final SSLContext context;
  private final boolean startTls;

  private ShownCertificate(SelfSigned certificate, boolean startTls)
      throws IOException, GeneralSecurityException {
    this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    this.context = certificate.context();
    this.startTls = startTls;
    Thread thread = new Thread(this::serve, "certificate");
    thread.setDaemon(true);
    thread.start();
  }

  static ShownCertificate atOnce(SelfSigned certificate)
      throws IOException, GeneralSecurityException {
    return new ShownCertificate(certificate, false);
  }

  /** As a mail server does on its usual port. */
  static ShownCertificate afterStartTls(SelfSigned certificate)
      throws IOException, GeneralSecurityException {
    return new ShownCertificate(certificate, true);
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        if (startTls) {
          greet(socket);
        }
        SSLSocket tls =
            (SSLSocket)
                context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        tls.setUseClientMode(false);
        tls.startHandshake();
        tls.getInputStream().read();
      } catch (IOException over) {
        // Whoever looked has seen it, or the server is closed.
      }
    }
  }

  private static void greet(Socket socket) throws IOException {
    BufferedReader client =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    say("220 ready", socket);
    client.readLine();
    say("250-hello\r\n250 STARTTLS", socket);
    client.readLine();
    say("220 go ahead", socket);
  }

  private static void say(String text, Socket socket) throws IOException {
    socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }
}
