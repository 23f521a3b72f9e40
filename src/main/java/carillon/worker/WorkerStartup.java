package carillon.worker;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.JobHandler;
import carillon.job.JobNotes;
import carillon.job.JobQueue;
import carillon.job.JobSource;
import carillon.job.JobTimedOut;
import carillon.job.JobsEnded;
import carillon.job.NodeName;
import carillon.job.RunListener;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** Starts workers and background loops when the schema is there, and drains them at undeploy. */
@Startup
@Singleton
@DependsOn("SchemaMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class WorkerStartup {
  @Inject Settings settings;
  @Inject Clock clock;
  @Inject JobQueue jobs;
  @Inject JobSource source;
  @Inject JobNotes notes;
  @Inject @Any Instance<JobHandler<?>> handlers;
  @Inject Instance<RequestContextController> requests;
  @Inject RunListener begun;
  @Inject Event<JobsEnded> ended;
  @Inject Event<JobTimedOut> timedOut;
  @Inject ManagedBackground background;
  @Inject NodeWorkers workers;

  private Foreman foreman;
  private Pulse pulse;
  private ScheduledExecutorService scheduler;

  @PostConstruct
  void start() {
    WorkerContext context =
        new WorkerContext(
            NodeName.ofThisServer(),
            source,
            new Handlers(handlers),
            notes,
            () -> new RequestScope(requests.get()),
            begun,
            ended::fire,
            timedOut::fire,
            ManagedThreads::close,
            clock);
    WantedWorkers wanted = new WantedWorkers(settings, jobs);
    ServerState server = new ServerState();
    scheduler = ManagedThreads.scheduler();
    foreman =
        new Foreman(context, ManagedThreads.workers(), wanted::on, server::open, System::nanoTime);
    workers.ledBy(foreman);
    pulse = new Pulse(List.of(() -> loops(server.open()), foreman::tick));
    pulse.start(ManagedThreads.factory());
  }

  private void loops(boolean open) {
    if (open) {
      background.keepAlive(scheduler);
    } else {
      background.pause();
    }
  }

  @PreDestroy
  void drain() {
    try {
      foreman.drain(settings.get(SettingsTable.DRAIN_TIMEOUT));
    } catch (InterruptedException wanted) {
      Thread.currentThread().interrupt();
    } finally {
      pulse.stop();
      background.close();
      scheduler.shutdown();
    }
  }
}
