package carillon.dev;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Looks before {@code mvn wildfly:run} starts a server whether its ports are free, and says which
 * is not. Argument: the port offset. Redis' and the inbox's ports are looked at by their own start,
 * because a Redis that survived a kill is adopted.
 */
public final class FreePorts {
  private FreePorts() {}

  public static void main(String[] args) {
    try {
      ports(new DevPorts(Integer.parseInt(args[0])))
          .forEach((port, purpose) -> DevPorts.requireFree(port, purpose));
    } catch (IllegalStateException occupied) {
      System.err.println(occupied.getMessage());
      System.exit(1);
    }
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
