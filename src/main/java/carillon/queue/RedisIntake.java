package carillon.queue;

import carillon.job.FinishedJob;
import carillon.job.Job;
import carillon.job.JobSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One worker's hold on a queue: a connection and a consumer of its own. A reply that was lost on
 * the way is found again after reconnecting, because what was handed out here is known by receipt.
 */
final class RedisIntake implements JobSource.Intake {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Redis redis;
  private final Node node;
  private final Consumer consumer;
  private final Settlement settlement;
  private final PriorityTurn turn = new PriorityTurn();
  private final Set<String> handedOut = new HashSet<>();
  private final List<FinishedJob> malformed = new ArrayList<>();
  private final Wait wait;
  private RedisConnection connection;

  RedisIntake(Redis redis, Node node, Consumer consumer) {
    this.redis = redis;
    this.node = node;
    this.consumer = consumer;
    this.settlement = new Settlement(consumer.queue());
    this.wait = new Wait(redis, consumer);
    node.joined(consumer);
  }

  @Override
  public List<Job> exchange(List<FinishedJob> finished, int most, Duration longest) {
    try {
      List<Job> lost = most > 0 ? reconnect() : List.of();
      List<Job> jobs = settleAndFetch(finished, lost.isEmpty() ? most : 0, lost);
      if (jobs.isEmpty() && most > 0) {
        jobs =
            read(wait.on(connection, longest.compareTo(LONGEST_WAIT) < 0 ? longest : LONGEST_WAIT));
      }
      redis.answers();
      return jobs;
    } catch (JedisException failed) {
      disconnect(failed);
      throw redis.unavailable(failed);
    }
  }

  @Override
  public void interrupt() {
    wait.end();
  }

  /** Hands back what is still pending and deletes the consumer; what fails is the reaper's. */
  @Override
  public void close() {
    try {
      if (!redis.away()) {
        node.handBack(consumer);
      }
    } finally {
      node.left(consumer);
      if (connection != null) {
        connection.close();
      }
    }
  }

  private List<Job> settleAndFetch(List<FinishedJob> finished, int most, List<Job> lost) {
    if (connection == null) {
      connect();
    }
    List<FinishedJob> ended = new ArrayList<>(finished);
    ended.addAll(malformed);
    List<Request> requests = settlement.of(ended);
    if (most > 0) {
      requests.add(consumer.fetch(most, turn.next()));
    }
    List<Object> replies = requests.isEmpty() ? List.of() : connection.pipeline(requests);
    Refusal.throwFirst(replies);
    malformed.clear();
    ended.forEach(one -> handedOut.remove(one.job().receipt()));
    return most > 0 ? read(consumer.fetched(replies.get(replies.size() - 1))) : lost;
  }

  private List<Job> read(Entries entries) {
    malformed.addAll(entries.malformed());
    entries.jobs().forEach(job -> handedOut.add(job.receipt()));
    return entries.jobs();
  }

  /** What this consumer was given without getting it, because the connection broke meanwhile. */
  private List<Job> reconnect() {
    if (connection != null) {
      return List.of();
    }
    connect();
    Entries entries = consumer.pending(connection.pipeline(consumer.readPending()));
    entries.jobs().removeIf(job -> handedOut.contains(job.receipt()));
    return read(entries);
  }

  private void connect() {
    connection = redis.open();
    wait.connected(connection);
  }

  private void disconnect(JedisException failed) {
    boolean refusedOnly = failed instanceof JedisDataException && !Refusal.endsConnection(failed);
    if (connection != null && !refusedOnly) {
      connection.close();
      connection = null;
    }
  }
}
