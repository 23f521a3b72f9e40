package carillon.dev;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Looks before {@code mvn wildfly:run} starts a server whether its ports are free. Redis' and the
 * inbox's ports are looked at by their own start, because a Redis that survived a kill is adopted.
 */
public final class FreePorts {
  private FreePorts() {}

  /**
   * @throws IllegalStateException when another program listens on one of the ports; the message
   *     ends the build
   */
  public static void main(String[] args) {
    ports(DevPorts.ofThisServer()).forEach((port, purpose) -> DevPorts.requireFree(port, purpose));
  }

  private static Map<Integer, String> ports(DevPorts ports) {
    Map<Integer, String> named = new LinkedHashMap<>();
    named.put(ports.http(), "HTTP");
    named.put(ports.https(), "HTTPS");
    named.put(ports.management(), "admin console");
    named.put(ports.smtp(), "SMTP inbox");
    return named;
  }
}
