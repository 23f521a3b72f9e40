package carillon.queue;

import carillon.job.FinishedJob;
import carillon.job.Job;
import carillon.job.JobSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** One worker's hold on a queue: a connection of its own, on which it waits. */
final class RedisIntake implements JobSource.Intake {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Redis redis;
  private final Node node;
  private final Consumer consumer;
  private final HandedOut handedOut;
  private final Settlement settlement;
  private final Fetch fetch;
  private final List<FinishedJob> malformed = new ArrayList<>();
  private final Wait wait;
  private RedisConnection connection;

  RedisIntake(Redis redis, Node node, Consumer consumer) {
    this.redis = redis;
    this.node = node;
    this.consumer = consumer;
    this.handedOut = node.handedOut(consumer.queue());
    this.fetch = new Fetch(consumer);
    this.settlement = new Settlement(consumer.queue(), node.noted());
    this.wait = new Wait(redis, consumer);
    node.joined(this, consumer.queue());
  }

  @Override
  public List<Job> exchange(
      List<FinishedJob> finished, int most, Duration longest, Runnable settled) {
    try {
      List<Job> jobs = settleAndFetch(finished, most);
      settled.run();
      if (jobs.isEmpty() && most > 0) {
        Duration within = longest.compareTo(LONGEST_WAIT) < 0 ? longest : LONGEST_WAIT;
        jobs = handOut(wait.on(connection, fetch, most, within));
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

  @Override
  public void abandon(List<Job> jobs) {
    jobs.forEach(handedOut::remove);
  }

  @Override
  public void close() {
    node.left(this);
    if (connection != null) {
      connection.close();
    }
  }

  private List<Job> settleAndFetch(List<FinishedJob> finished, int most) {
    if (connection != null && connection.misleads()) {
      connection.close();
      connection = null;
    }
    if (connection == null) {
      connect();
    }
    List<FinishedJob> ended = malformed.isEmpty() ? finished : new ArrayList<>(finished);
    if (!malformed.isEmpty()) {
      ended.addAll(malformed);
    }
    List<Request> requests = settlement.of(ended);
    int settled = requests.size();
    if (most > 0) {
      node.suspects().release(this);
      requests.add(
          fetch.mustLook(most) ? fetch.look(most, node.suspects().take(this)) : fetch.readOn(most));
    }
    List<Object> replies = requests.isEmpty() ? List.of() : connection.pipeline(requests);
    Refusal.throwFirst(replies.subList(0, settled));
    malformed.clear();
    ended.forEach(this::forget);
    return most > 0 ? fetched(replies.get(settled)) : List.of();
  }

  private List<Job> fetched(Object reply) {
    if (reply instanceof JedisDataException refused) {
      if (Refusal.noGroup(refused)) {
        fetch.groupsUnknown();
        return List.of();
      }
      throw refused;
    }
    Entries entries = fetch.entries(reply);
    if (!entries.streams().contains(ReadyStream.SUSPECTS)) {
      node.suspects().release(this);
    }
    return handOut(entries);
  }

  private List<Job> handOut(Entries entries) {
    malformed.addAll(entries.malformed());
    entries.malformed().forEach(one -> handedOut.add(one.job()));
    entries.jobs().forEach(handedOut::add);
    return entries.jobs();
  }

  private void forget(FinishedJob ended) {
    handedOut.remove(ended.job());
    if (!node.noted().isEmpty()) {
      node.noted().remove(ended.job().id());
    }
  }

  private void connect() {
    connection = redis.open();
    fetch.groupsUnknown();
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
