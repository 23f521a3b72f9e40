package carillon.queue;

import carillon.config.Settings;
import carillon.job.Background;
import carillon.job.JobNotes;
import carillon.job.JobQueue;
import carillon.job.JobSource;
import carillon.job.JobsDropped;
import carillon.job.JobsEnqueued;
import carillon.job.NodeName;
import carillon.job.NodeNews;
import carillon.job.QueueControl;
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
class QueueBeans {
  @Inject Settings settings;
  @Inject Clock clock;
  @Inject Background background;
  @Inject Event<JobsEnqueued> enqueued;
  @Inject Event<JobsDropped> dropped;

  private final List<Background.Loop> loops = new ArrayList<>();
  private RedisAddress address;
  private Redis redis;
  private Node node;

  @PostConstruct
  void open() {
    address = RedisAddress.of(settings);
    redis = new Redis(address, clock);
    node = new Node(redis, NodeName.ofThisServer());
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object deployment) {
    if (redis.configured()) {
      loops.add(background.repeat("queue-promoter", new Promoter(redis)));
      loops.add(background.repeat("queue-reaper", new Reaper(redis, node, System::nanoTime)));
      if (redis.master() instanceof Sentinels sentinels) {
        loops.add(background.repeat("queue-sentinels", sentinels));
      }
      loops.add(background.repeat("queue-expiry", new Expiry(redis, settings, dropped::fire)));
    }
  }

  @Produces
  @Singleton
  JobQueue jobQueue() {
    return new RedisJobQueue(redis, settings, enqueued::fire);
  }

  @Produces
  @Singleton
  JobSource jobSource() {
    return new RedisJobSource(redis, node);
  }

  @Produces
  @Singleton
  QueueControl queueControl() {
    return new RedisQueueControl(redis, dropped::fire);
  }

  @Produces
  @Singleton
  JobNotes jobNotes() {
    return new RedisJobNotes(redis, node);
  }

  @Produces
  @Singleton
  NodeNews nodeNews() {
    return new RedisNodeNews(redis, node);
  }

  @Produces
  @Singleton
  QueueCheck queueCheck() {
    return new QueueCheck(jobQueue());
  }

  @Produces
  @Singleton
  RedisCheck redisCheck() {
    return new RedisCheck(redis, settings, clock);
  }

  @Produces
  @Singleton
  TlsServers redisTlsServers() {
    return new RedisTlsServers(address, settings);
  }

  @PreDestroy
  void close() {
    loops.forEach(Background.Loop::stop);
    redis.close();
  }
}
