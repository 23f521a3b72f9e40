package carillon.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy to a local server. A test can cut, block or delay its connections or leave them half
 * open. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
  private final Gate gate = new Gate();
  private volatile boolean cut;
  private volatile String lost;

  public TcpProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    thread(this::acceptAll);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Resets all connections, and new ones, until {@link #heal}. */
  public void cut() {
    cut = true;
    passages.forEach(Passage::reset);
  }

  /** Holds back all data until {@link #heal}, as if the network were down. */
  public void block() {
    gate.close();
  }

  /** Delays all data by this time in each direction. */
  public void slow(Duration delay) {
    gate.delay(delay);
  }

  /**
   * Passes on what contains this text, then cuts the connection instead of the reply, until {@link
   * #heal}.
   */
  public void loseReplyTo(String text) {
    lost = text;
  }

  /** Leaves the current connections half open forever; new ones work. */
  public void dropSilently() {
    passages.forEach(Passage::forget);
  }

  /** Ends all faults. */
  public void heal() {
    cut = false;
    lost = null;
    gate.delay(Duration.ZERO);
    gate.open();
  }

  @Override
  public void close() {
    heal();
    shut(listener);
    passages.forEach(Passage::reset);
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        pass(listener.accept());
      } catch (IOException closed) {
        continue; // The loop ends if the listening socket is closed.
      }
    }
  }

  private void pass(Socket near) throws IOException {
    near.setSoLinger(true, 0);
    if (cut) {
      near.close();
      return;
    }
    try {
      Passage passage = new Passage(near, new Socket(InetAddress.getLoopbackAddress(), target));
      passages.add(passage);
      thread(() -> passage.carry(true));
      thread(() -> passage.carry(false));
    } catch (IOException nobodyThere) {
      near.close();
    }
  }

  private static void shut(Closeable end) {
    try {
      end.close();
    } catch (IOException alreadyGone) {
      return;
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  /** One connection: {@code near} to the client, {@code far} to the server. */
  private final class Passage {
    private final Socket near;
    private final Socket far;
    private volatile boolean forgotten;
    private volatile boolean doomed;

    Passage(Socket near, Socket far) throws IOException {
      this.near = near;
      this.far = far;
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
    }

    void carry(boolean outward) {
      try {
        InputStream in = (outward ? near : far).getInputStream();
        OutputStream out = (outward ? far : near).getOutputStream();
        byte[] bytes = new byte[16 * 1024];
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
          gate.pass();
          if (outward) {
            doomed |= loses(bytes, n);
          } else if (doomed) {
            return;
          }
          if (!forgotten) {
            out.write(bytes, 0, n);
          }
        }
      } catch (IOException broken) {
        // One end is closed; the other is closed below.
      } finally {
        ended(outward);
      }
    }

    private boolean loses(byte[] bytes, int length) {
      String text = lost;
      return text != null && new String(bytes, 0, length, StandardCharsets.UTF_8).contains(text);
    }

    void forget() {
      forgotten = true;
      shut(far);
    }

    void reset() {
      passages.remove(this);
      shut(near);
      shut(far);
    }

    private void ended(boolean outward) {
      if (outward || !forgotten) {
        reset();
      }
    }
  }
}
