package carillon.worker;

import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Whether the server takes work: WildFly tells its running state over JMX, to deployments without
 * any private module. Suspending waits for the threads of the deployment to end, so those who look
 * here must end by themselves.
 */
final class ServerState {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName root;

  ServerState() {
    try {
      root = new ObjectName("jboss.root:type=state");
    } catch (MalformedObjectNameException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** False while it starts, suspends, is suspended or stops. */
  boolean open() {
    try {
      return "normal".equals(String.valueOf(server.getAttribute(root, "RunningState")));
    } catch (InstanceNotFoundException noSuchServer) {
      return true;
    } catch (JMException broken) {
      throw new IllegalStateException("The server does not report its state", broken);
    }
  }
}
