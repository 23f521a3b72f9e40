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

  @Inject SystemCheck check;
  @Inject BackgroundTasks backgroundTasks;
  private boolean settled;

  @PostConstruct
  void start() {
    backgroundTasks.repeat("system check", this::look);
  }

  /** What a node that has just started does not do yet is no finding. */
  private Duration look() throws InterruptedException {
    if (!settled) {
      settled = true;
      return FIRST;
    }
    check
        .runIfDue()
        .ifPresent(event -> LOG.info("System check {}: {}", event.status(), event.log()));
    return PERIOD;
  }
}
