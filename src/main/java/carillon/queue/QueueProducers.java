package carillon.queue;

import carillon.config.Monotonic;
import carillon.config.Settings;
import carillon.job.engine.BackgroundTasks;
import carillon.job.engine.ClusterEvents;
import carillon.job.engine.JobQueue;
import carillon.job.engine.JobSource;
import carillon.job.engine.JobsDropped;
import carillon.job.engine.JobsEnqueued;
import carillon.job.engine.NodeName;
import carillon.job.engine.QueueControl;
import carillon.job.engine.RunningJobStore;
import carillon.queue.redis.PolledMasterLocator;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisCheck;
import carillon.queue.redis.RedisPool;
import carillon.queue.redis.RedisTlsServers;
import carillon.systemcheck.TlsServers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Puts the queue together for the container and takes it down at undeploy. */
@ApplicationScoped
class QueueProducers {
  @Inject Settings settings;
  @Inject Clock clock;
  @Inject @Monotonic Clock steady;
  @Inject BackgroundTasks backgroundTasks;
  @Inject Event<JobsEnqueued> enqueued;
  @Inject Event<JobsDropped> dropped;

  private final List<BackgroundTasks.Handle> handles = new ArrayList<>();
  private RedisByQueue redisByQueue;
  private NodeRegistration nodeRegistration;

  @PostConstruct
  void open() {
    redisByQueue = RedisByQueue.of(settings, steady);
    nodeRegistration = new NodeRegistration(redisByQueue, NodeName.ofThisServer());
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object deployment) {
    if (redisByQueue.configured()) {
      redisByQueue.all().forEach(this::keep);
    }
  }

  private void keep(RedisPool redisPool) {
    repeat("queue-promoter", redisPool, new ScheduledJobPromoter(redisPool));
    repeat(
        "queue-reaper",
        redisPool,
        new DeadNodeReaper(redisPool, nodeRegistration, System::nanoTime));
    repeat("queue-expiry", redisPool, new JobExpirer(redisPool, settings, dropped::fire));
    if (redisPool.master() instanceof PolledMasterLocator polledMasterLocator) {
      repeat("queue-master", redisPool, polledMasterLocator);
    }
    if (redisByQueue.all().size() > 1) {
      repeat("queue-beat", redisPool, new ClusterHeartbeat(nodeRegistration, redisPool));
    }
  }

  private void repeat(String name, RedisPool redisPool, BackgroundTasks.Task task) {
    handles.add(backgroundTasks.repeat(name + " at " + redisPool, task));
  }

  @Produces
  @Singleton
  JobQueue jobQueue() {
    return new RedisJobQueue(redisByQueue, settings, enqueued::fire);
  }

  @Produces
  @Singleton
  JobSource jobSource() {
    return new RedisJobSource(redisByQueue, nodeRegistration);
  }

  @Produces
  @Singleton
  QueueControl queueControl() {
    return new RedisQueueControl(redisByQueue, dropped::fire);
  }

  @Produces
  @Singleton
  RunningJobStore jobNotes() {
    return new RedisRunningJobStore(redisByQueue, nodeRegistration);
  }

  @Produces
  @Singleton
  ClusterEvents nodeNews() {
    return new RedisClusterEvents(redisByQueue, nodeRegistration);
  }

  @Produces
  @Singleton
  QueueBalanceCheck queueCheck() {
    return new QueueBalanceCheck(jobQueue());
  }

  @Produces
  @Singleton
  RedisCheck redisCheck() {
    return new RedisCheck(redisByQueue, settings, clock);
  }

  @Produces
  @Singleton
  TlsServers redisTlsServers() {
    return new RedisTlsServers(redisByQueue, settings);
  }

  @PreDestroy
  void close() {
    handles.forEach(BackgroundTasks.Handle::stop);
    redisByQueue.close();
  }
}
