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
  private Redises redises;
  private Node node;

  @PostConstruct
  void open() {
    redises = Redises.of(settings, clock);
    node = new Node(redises, NodeName.ofThisServer());
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object deployment) {
    if (redises.configured()) {
      redises.all().forEach(this::keep);
    }
  }

  private void keep(Redis redis) {
    repeat("queue-promoter", redis, new Promoter(redis));
    repeat("queue-reaper", redis, new Reaper(redis, node, System::nanoTime));
    repeat("queue-expiry", redis, new Expiry(redis, settings, dropped::fire));
    if (redis.master() instanceof Witnesses witnesses) {
      repeat("queue-master", redis, witnesses);
    }
    if (redises.all().size() > 1) {
      repeat("queue-beat", redis, new Beat(node, redis));
    }
  }

  private void repeat(String name, Redis redis, Background.Step step) {
    loops.add(background.repeat(name + " at " + redis, step));
  }

  @Produces
  @Singleton
  JobQueue jobQueue() {
    return new RedisJobQueue(redises, settings, enqueued::fire);
  }

  @Produces
  @Singleton
  JobSource jobSource() {
    return new RedisJobSource(redises, node);
  }

  @Produces
  @Singleton
  QueueControl queueControl() {
    return new RedisQueueControl(redises, dropped::fire);
  }

  @Produces
  @Singleton
  JobNotes jobNotes() {
    return new RedisJobNotes(redises, node);
  }

  @Produces
  @Singleton
  NodeNews nodeNews() {
    return new RedisNodeNews(redises, node);
  }

  @Produces
  @Singleton
  QueueCheck queueCheck() {
    return new QueueCheck(jobQueue());
  }

  @Produces
  @Singleton
  RedisCheck redisCheck() {
    return new RedisCheck(redises, settings, clock);
  }

  @Produces
  @Singleton
  TlsServers redisTlsServers() {
    return new RedisTlsServers(redises, settings);
  }

  @PreDestroy
  void close() {
    loops.forEach(Background.Loop::stop);
    redises.close();
  }
}
