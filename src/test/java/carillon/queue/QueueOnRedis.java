package carillon.queue;

import carillon.config.Settings;
import carillon.job.engine.BackgroundTasks;
import carillon.job.engine.JobQueue;
import carillon.job.engine.JobSource;
import carillon.job.engine.NodeName;
import carillon.job.engine.RunningJobStore;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisPool;
import carillon.testkit.RedisServer;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The queue as one node has it, put together without a container. */
public final class QueueOnRedis {
  public final JobQueue jobs;
  public final JobSource source;
  public final RunningJobStore notes;
  public final List<BackgroundTasks.Task> housekeeping;

  /**
   * @param port of a Redis on this machine
   */
  public QueueOnRedis(int port, String nodeName) {
    Settings settings =
        Settings.of(
            Map.of(
                "redis_server",
                "127.0.0.1",
                "redis_port",
                Integer.toString(port),
                "redis_password",
                RedisServer.PASSWORD));
    RedisByQueue redisByQueue = RedisByQueue.of(settings, Clock.systemUTC());
    NodeRegistration nodeRegistration = new NodeRegistration(redisByQueue, new NodeName(nodeName));
    jobs = new RedisJobQueue(redisByQueue, settings, enqueued -> {});
    source = new RedisJobSource(redisByQueue, nodeRegistration);
    notes = new RedisRunningJobStore(redisByQueue, nodeRegistration);
    RedisPool redisPool = redisByQueue.all().get(0);
    housekeeping =
        List.of(
            new ScheduledJobPromoter(redisPool),
            new DeadNodeReaper(redisPool, nodeRegistration, System::nanoTime));
  }
}
