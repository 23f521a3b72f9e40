package carillon.worker;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.JobHandler;
import carillon.job.engine.JobQueue;
import carillon.job.engine.JobSource;
import carillon.job.engine.JobStartListener;
import carillon.job.engine.JobTimedOut;
import carillon.job.engine.NodeName;
import carillon.job.engine.RunningJobStore;
import carillon.job.engine.RunsCompleted;
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
import java.time.Duration;
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
  @Inject RunningJobStore notes;
  @Inject @Any Instance<JobHandler<?>> handlers;
  @Inject Instance<RequestContextController> requests;
  @Inject JobStartListener begun;
  @Inject Event<RunsCompleted> ended;
  @Inject Event<JobTimedOut> timedOut;
  @Inject ManagedBackground background;
  @Inject LocalWorkers workers;

  private WorkerSupervisor workerSupervisor;
  private SupervisorThread supervisor;
  private SupervisorThread heartbeat;
  private ScheduledExecutorService scheduler;

  @PostConstruct
  void start() {
    WorkerContext context =
        new WorkerContext(
            NodeName.ofThisServer(),
            source,
            new HandlerRegistry(handlers),
            notes,
            () -> new CdiRequestScope(requests.get()),
            begun,
            ended::fire,
            timedOut::fire,
            ManagedThreads::close,
            clock);
    DesiredWorkerCount wanted = new DesiredWorkerCount(settings, jobs);
    ServerState server = new ServerState();
    scheduler = ManagedThreads.scheduler();
    workerSupervisor =
        new WorkerSupervisor(
            context, ManagedThreads.workers(), wanted::on, server::open, System::nanoTime);
    supervise(List.of(wanted::look, workerSupervisor::beat, workerSupervisor::cancel), server);
  }

  /**
   * @param remote what waits for Redis
   */
  private void supervise(List<Runnable> remote, ServerState server) {
    supervisor =
        new SupervisorThread(
            "carillon-supervisor",
            Duration.ofMillis(200),
            List.of(workerSupervisor::watch, () -> loops(server.open()), workerSupervisor::resize),
            System::nanoTime);
    heartbeat =
        new SupervisorThread(
            "carillon-heartbeat", Duration.ofMillis(500), remote, System::nanoTime);
    heartbeat.start(ManagedThreads.factory());
    supervisor.start(ManagedThreads.factory());
    workers.ledBy(workerSupervisor, supervisor, heartbeat);
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
      workerSupervisor.drain(settings.get(SettingsTable.DRAIN_TIMEOUT));
    } catch (InterruptedException wanted) {
      Thread.currentThread().interrupt();
    } finally {
      supervisor.stop();
      heartbeat.stop();
      background.close();
      scheduler.shutdown();
    }
  }
}
