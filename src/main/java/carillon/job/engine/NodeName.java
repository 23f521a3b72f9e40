package carillon.job.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this server among those that share a Redis, for logs, views and liveness. */
public record NodeName(String text) {

  /** WildFly's node name ({@code jboss.node.name}, by default the host's name). */
  public static NodeName ofThisServer() {
    String name = System.getProperty("jboss.node.name");
    return new NodeName(name == null || name.isBlank() ? host() : name);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
