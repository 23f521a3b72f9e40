package carillon.worker;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's threads: those made for Carillon by wildfly-config, else the default ones. */
final class ManagedThreads {
  private static final Logger LOG = LoggerFactory.getLogger(ManagedThreads.class);
  private static final String OWN = "java:jboss/ee/concurrency/executor/carillon";
  private static final int CLOCK_THREADS = 8;

  private ManagedThreads() {}

  static ManagedExecutorService workers() {
    ManagedExecutorService own = find(OWN, ManagedExecutorService.class);
    if (own != null) {
      return own;
    }
    LOG.warn(
        "There is no managed executor 'carillon' (wildfly-config/executor.cli makes it): workers run on the default one, which starts only a few of them (twice the processors) and reports them as hung after a minute");
    return get("java:comp/DefaultManagedExecutorService", ManagedExecutorService.class);
  }

  /**
   * For what runs by the clock. Not the server's scheduled executor: suspended, that refuses what
   * is due, with a stack trace each.
   */
  static ScheduledExecutorService scheduler() {
    ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(CLOCK_THREADS, factory());
    threads.setRemoveOnCancelPolicy(true);
    return threads;
  }

  static ManagedThreadFactory factory() {
    return get("java:comp/DefaultManagedThreadFactory", ManagedThreadFactory.class);
  }

  /** Closes in a thread of its own what a handler waits for, however long that takes. */
  static void close(List<AutoCloseable> resources) {
    if (!resources.isEmpty()) {
      factory().newThread(() -> resources.forEach(ManagedThreads::close)).start();
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception | Error broken) {
      SafeLog.error(LOG, "A resource of a timed-out job could not be closed", broken);
    }
  }

  private static <T> T find(String name, Class<T> type) {
    try {
      return type.cast(new InitialContext().lookup(name));
    } catch (NameNotFoundException absent) {
      return null;
    } catch (NamingException broken) {
      throw new IllegalStateException(name, broken);
    }
  }

  private static <T> T get(String name, Class<T> type) {
    T found = find(name, type);
    if (found == null) {
      throw new IllegalStateException("The server has no " + name);
    }
    return found;
  }
}
