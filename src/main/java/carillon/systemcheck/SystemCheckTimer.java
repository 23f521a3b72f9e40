package carillon.systemcheck;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the system check half a minute after the start and then every 5 minutes. Each node has the
 * timer; the database lets one of them run.
 */
@Startup
@Singleton
@DependsOn("SchemaMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class SystemCheckTimer {
  private static final Logger LOG = LoggerFactory.getLogger(SystemCheckTimer.class);
  private static final long FIRST_MS = 30_000;
  private static final long EVERY_MS = 5 * 60_000;

  @Resource TimerService timers;
  @Inject SystemCheck check;

  @PostConstruct
  void start() {
    timers.createIntervalTimer(FIRST_MS, EVERY_MS, new TimerConfig(null, false));
  }

  @Timeout
  void due() throws InterruptedException {
    check
        .runIfDue()
        .ifPresent(event -> LOG.info("System check {}: {}", event.status(), event.log()));
  }
}
