package carillon.queue;

import carillon.config.Settings;
import carillon.faults.RedisServer;
import carillon.job.Background;
import carillon.job.JobNotes;
import carillon.job.JobQueue;
import carillon.job.JobSource;
import carillon.job.NodeName;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The queue as one node has it, put together without a container. */
public final class QueueOnRedis {
  public final JobQueue jobs;
  public final JobSource source;
  public final JobNotes notes;
  public final List<Background.Step> housekeeping;

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
    Redises redises = Redises.of(settings, Clock.systemUTC());
    Node node = new Node(redises, new NodeName(nodeName));
    jobs = new RedisJobQueue(redises, settings, enqueued -> {});
    source = new RedisJobSource(redises, node);
    notes = new RedisJobNotes(redises, node);
    Redis redis = redises.all().get(0);
    housekeeping = List.of(new Promoter(redis), new Reaper(redis, node, System::nanoTime));
  }
}
