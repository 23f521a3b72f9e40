package carillon.mail.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.SocketFactory;

/**
 * Makes the plain sockets of one connection and remembers the last, so that its time-out can
 * change.
 */
final class TimedSockets extends SocketFactory implements Supplier<Socket> {
  private volatile Socket last;

  @Override
  public Socket get() {
    return last;
  }

  @Override
  public Socket createSocket() {
    last = new Socket();
    return last;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    last = new Socket(host, port);
    return last;
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    last = new Socket(host, port, from, fromPort);
    return last;
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    last = new Socket(host, port);
    return last;
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    last = new Socket(host, port, from, fromPort);
    return last;
  }
}
