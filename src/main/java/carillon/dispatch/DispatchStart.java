package carillon.dispatch;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Starts the housekeeping of tasks once the schema is there. */
@Startup
@Singleton
@DependsOn("SchemaMigration")
public class DispatchStart {
  @Inject HeldLeases heldLeases;
  @Inject EnqueueBuffer enqueueBuffer;
  @Inject LocalTaskExecutor localTaskExecutor;
  @Inject OutboxRelay outboxRelay;
  @Inject Retention retention;

  @PostConstruct
  void start() {
    heldLeases.keep();
    enqueueBuffer.start();
    localTaskExecutor.start();
    outboxRelay.start();
    retention.start();
  }
}
