package carillon.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;

/** A server on the loopback address that writes raw bytes, however hostile. */
public final class RawEndpoint implements AutoCloseable {
  private final ServerSocket listener;
  private final Answer answer;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** Writes whatever it likes, until the client has hung up. */
  public interface Answer {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  public RawEndpoint(Answer answer) {
    this(answer, ServerSocketFactory.getDefault());
  }

  public RawEndpoint(Answer answer, ServerSocketFactory factory) {
    this.answer = answer;
    try {
      listener = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    threads.execute(this::accept);
  }

  /** A text first, then a part again and again until the client hangs up. */
  public static Answer endless(String first, String part) {
    return out -> {
      out.write(bytes(first));
      byte[] bytes = bytes(part);
      while (true) {
        out.write(bytes);
      }
    };
  }

  /** A text, after which the connection is closed. */
  public static Answer text(String text) {
    return out -> out.write(bytes(text));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Connections that neither side has closed yet. */
  int open() {
    return sockets.size();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port() + "/hook");
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        threads.execute(() -> converse(socket));
      }
    } catch (IOException closed) {
      threads.shutdown();
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      head(socket.getInputStream());
      answer.write(socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (IOException gone) {
      // The client has hung up; the test looks at what it made of that.
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(socket);
    }
  }

  private static void head(InputStream in) throws IOException {
    int last = 0;
    for (int next = in.read(); next >= 0 && last != 0x0D0A0D0A; next = in.read()) {
      last = last << 8 | next;
      if (last == 0x0D0A0D0A) {
        return;
      }
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException cannotClose) {
      throw new UncheckedIOException(cannotClose);
    }
    threads.shutdownNow();
  }
}
