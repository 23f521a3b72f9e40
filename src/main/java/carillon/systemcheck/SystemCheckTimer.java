package carillon.systemcheck;

import carillon.job.engine.BackgroundTasks;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the system check half a minute after the start and then every 5 minutes. Each node asks; the
 * database lets one of them run.
 */
@Startup
@Singleton
@DependsOn("SchemaMigration")
public class SystemCheckTimer {
  private static final Logger LOG = LoggerFactory.getLogger(SystemCheckTimer.class);
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final Duration LOCAL_PERIOD = Duration.ofMinutes(1);

  @Inject SystemCheck check;
  @Inject LocalFindings local;
  @Inject BackgroundTasks backgroundTasks;
  private final long started = System.nanoTime();

  @PostConstruct
  void start() {
    backgroundTasks.repeat("system check", this::look);
    backgroundTasks.repeat("checks of this node", this::lookHere);
  }

  private Duration look() throws InterruptedException {
    if (early()) {
      return PERIOD;
    }
    check
        .runIfDue()
        .ifPresent(event -> LOG.info("System check {}: {}", event.status(), event.log()));
    return PERIOD;
  }

  private Duration lookHere() throws InterruptedException {
    if (early()) {
      return PERIOD;
    }
    local.look();
    return LOCAL_PERIOD;
  }

  /** What a node that has just started does not do yet is no finding. */
  private boolean early() {
    return System.nanoTime() - started < FIRST.toNanos();
  }
}
