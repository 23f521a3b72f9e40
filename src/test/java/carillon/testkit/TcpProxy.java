package carillon.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a server of this machine that a test can cut, block, slow down, or make forget its
 * connections. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
  private final ServerSocket door;
  private final int target;
  private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
  private final Gate gate = new Gate();
  private volatile boolean cut;

  public TcpProxy(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    thread(this::acceptAll);
  }

  public int port() {
    return door.getLocalPort();
  }

  /** All connections are reset, and new ones too, until {@link #heal}. */
  public void cut() {
    cut = true;
    passages.forEach(Passage::reset);
  }

  /** Nothing passes any more, as if the network were gone; what waits then passes once healed. */
  public void block() {
    gate.close();
  }

  /** Whatever passes takes so long, each way. */
  public void slow(Duration delay) {
    gate.delay(delay);
  }

  /** The connections of now lead nowhere for ever, and nobody says so; new ones work. */
  public void dropSilently() {
    passages.forEach(Passage::forget);
  }

  /** Everything passes again. */
  public void heal() {
    cut = false;
    gate.delay(Duration.ZERO);
    gate.open();
  }

  @Override
  public void close() {
    heal();
    shut(door);
    passages.forEach(Passage::reset);
  }

  private void acceptAll() {
    while (!door.isClosed()) {
      try {
        pass(door.accept());
      } catch (IOException closed) {
        continue; // The loop ends when it was the door.
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

  /** One connection: the near end is the client's, the far end the server's. */
  private final class Passage {
    private final Socket near;
    private final Socket far;
    private volatile boolean forgotten;

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
          if (!forgotten) {
            out.write(bytes, 0, n);
          }
        }
      } catch (IOException broken) {
        // Either end is gone, and then the other is to go too.
      } finally {
        ended(outward);
      }
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
