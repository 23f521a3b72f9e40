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
  @Inject Leases leases;
  @Inject Pusher pusher;
  @Inject InProcess inProcess;
  @Inject Relay relay;
  @Inject Retention retention;

  @PostConstruct
  void start() {
    leases.keep();
    pusher.start();
    inProcess.start();
    relay.start();
    retention.start();
  }
}
