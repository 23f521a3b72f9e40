package carillon.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The ports of a dev server: each is its usual number plus WildFly's port offset. */
record DevPorts(int offset) {
  static final String OFFSET_KEY = "jboss.socket.binding.port-offset";

  static DevPorts ofThisServer() {
    return new DevPorts(Integer.getInteger(OFFSET_KEY, 0));
  }

  int http() {
    return Integer.getInteger("jboss.http.port", 8080) + offset;
  }

  int https() {
    return Integer.getInteger("jboss.https.port", 8443) + offset;
  }

  int management() {
    return Integer.getInteger("jboss.management.http.port", 9990) + offset;
  }

  int smtp() {
    return 3025 + offset;
  }

  int redis() {
    return 16379 + offset;
  }

  /**
   * @throws IllegalStateException when another program listens on this port of the loopback
   *     interface; the message says which port and how to change it
   */
  static void requireFree(int port, String purpose) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the servers themselves do: a port whose last connections still wind down is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
    } catch (IOException occupied) {
      throw new IllegalStateException(occupied(port, purpose), occupied);
    }
  }

  static String occupied(int port, String purpose) {
    return "Port %d (%s) is in use by another program. Stop it, or shift all ports with -D%s=N, for example -D%s=100."
        .formatted(port, purpose, OFFSET_KEY, OFFSET_KEY);
  }
}
