package carillon.worker;

import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import javax.management.AttributeChangeNotification;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the server takes work: WildFly tells its running state over JMX, to deployments without
 * any private module. Suspending waits for the threads of the deployment to end, so those who look
 * here must end by themselves.
 */
final class ServerState {
  private static final Logger LOG = LoggerFactory.getLogger(ServerState.class);

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
      throw new IllegalStateException("The server does not tell its state", broken);
    }
  }

  /**
   * Tells of each change at the moment it happens, which is before the server's executors refuse
   * work. In a thread of the server's: to be quick.
   *
   * @param open whether the server takes work now
   * @return ends the telling
   */
  Runnable follow(Consumer<Boolean> open) {
    NotificationListener listener =
        (told, nothing) -> {
          if (told instanceof AttributeChangeNotification change) {
            open.accept("normal".equals(String.valueOf(change.getNewValue())));
          }
        };
    try {
      server.addNotificationListener(root, listener, null, null);
      return () -> leave(listener);
    } catch (InstanceNotFoundException noSuchServer) {
      return () -> {};
    }
  }

  private void leave(NotificationListener listener) {
    try {
      server.removeNotificationListener(root, listener);
    } catch (InstanceNotFoundException | ListenerNotFoundException ended) {
      LOG.debug("The server has ended before", ended);
    }
  }
}
