package carillon.worker;

import carillon.job.engine.BackgroundTasks;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Loops on the threads for what runs by the clock. They begin when the deployment is up, and rest
 * while the server is suspended.
 */
@ApplicationScoped
class ManagedBackground implements BackgroundTasks {
  private final List<BackgroundLoop> loops = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  @Override
  public Handle repeat(String name, Task task) {
    BackgroundLoop loop = new BackgroundLoop(name, task);
    if (!closed) {
      loops.add(loop);
    }
    return loop;
  }

  /** To be called again and again, a few times a second. */
  void keepAlive(ScheduledExecutorService threads) {
    if (!closed) {
      loops.forEach(loop -> loop.keepAlive(threads));
    }
  }

  /** To be called again and again while the server takes nothing. */
  void pause() {
    loops.forEach(BackgroundLoop::pause);
  }

  @PreDestroy
  void close() {
    closed = true;
    loops.forEach(Handle::stop);
  }
}
