package carillon.worker;

import carillon.job.Background;
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
class ManagedBackground implements Background {
  private final List<RepeatedStep> loops = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  @Override
  public Loop repeat(String name, Step step) {
    RepeatedStep loop = new RepeatedStep(name, step);
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
    loops.forEach(RepeatedStep::pause);
  }

  @PreDestroy
  void close() {
    closed = true;
    loops.forEach(Loop::stop);
  }
}
