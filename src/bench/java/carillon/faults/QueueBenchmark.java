package carillon.faults;

import carillon.peer.BareLoop;
import carillon.peer.Peer;
import carillon.peer.RedissonStream;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.HdrHistogram.Histogram;
import redis.clients.jedis.Jedis;

/**
 * The queue against its peers: same Redis, same payload, in turns. All are warmed up; each round's
 * drain is checked to run every job exactly once.
 */
final class QueueBenchmark {
  private static final int ROUNDS = Integer.getInteger("carillon.bench.rounds", 3);
  private static final int DRAIN = 200_000;
  private static final int SINGLE = 20_000;
  private static final int RATE = 300;
  private static final int SECONDS = 10;
  private static final String CARILLON = "Carillon";

  private final Table table = new Table(CARILLON, "bare loop", "Redisson");
  private final RedisServer redis;
  private final Http admin;

  QueueBenchmark(RedisServer redis, Http admin) {
    this.redis = redis;
    this.admin = admin;
  }

  QueueBenchmark run() {
    try (Peer bare = new BareLoop(redis.port(), RedisServer.PASSWORD);
        Peer redisson = new RedissonStream(redis.port(), RedisServer.PASSWORD)) {
      List<Peer> peers = List.of(bare, redisson);
      warmUp(peers);
      for (int round = 0; round < ROUNDS; round++) {
        peers.forEach(this::measure);
        measure();
      }
    }
    memory();
    backlog();
    fairness();
    return this;
  }

  void print() {
    table.print();
  }

  private void warmUp(List<Peer> peers) {
    for (Peer peer : peers) {
      peer.enqueue(SINGLE);
      peer.drain(SINGLE);
      peer.fill(DRAIN);
      peer.drain(DRAIN);
      peer.pushToStart(RATE, RATE);
    }
    for (int i = 0; i < 3; i++) {
      enqueue(DRAIN, 1000);
      drain(DRAIN);
      enqueue(SINGLE, 1);
      drain(SINGLE);
    }
    pushToStart(RATE, 3);
  }

  private void measure(Peer peer) {
    table.add("enqueue one by one, jobs/s", peer.name(), rate(SINGLE, peer.enqueue(SINGLE)));
    peer.drain(SINGLE);
    peer.fill(DRAIN);
    table.add("drain, jobs/s", peer.name(), rate(DRAIN, peer.drain(DRAIN)));
    Histogram micros = peer.pushToStart(RATE, RATE * SECONDS);
    latency(
        peer.name(), micros.getValueAtPercentile(50) / 1e3, micros.getValueAtPercentile(99) / 1e3);
  }

  private void measure() {
    table.add("enqueue one by one, jobs/s", CARILLON, enqueue(SINGLE, 1));
    drain(SINGLE);
    table.add("enqueue 1,000 in a call, jobs/s", CARILLON, enqueue(DRAIN, 1000));
    table.add("drain, jobs/s", CARILLON, drain(DRAIN));
    JsonNode micros = pushToStart(RATE, SECONDS);
    latency(CARILLON, micros.get("p50").asDouble() / 1e3, micros.get("p99").asDouble() / 1e3);
    JsonNode slower = pushToStart(100, SECONDS);
    table.add("push to start at 100/s, p50 ms", CARILLON, slower.get("p50").asDouble() / 1e3);
    table.add("push to start at 100/s, p99 ms", CARILLON, slower.get("p99").asDouble() / 1e3);
  }

  private void latency(String who, double p50, double p99) {
    table.add("push to start at 300/s, p50 ms", who, p50);
    table.add("push to start at 300/s, p99 ms", who, p99);
  }

  private void memory() {
    long before = used();
    enqueue(DRAIN, 1000);
    table.add("Redis bytes per pending job", CARILLON, (used() - before) / (double) DRAIN);
    drain(DRAIN);
  }

  private void backlog() {
    for (int pending : new int[] {1_000, 100_000, 1_000_000}) {
      enqueue(pending, 1000);
      String row = "drain of the first of %,d pending, jobs/s".formatted(pending);
      table.add(row, CARILLON, rate(drained(Math.min(pending, 100_000))));
      redis.flushAll();
    }
  }

  private void fairness() {
    enqueue(DRAIN, 1000);
    JsonNode took = admin.post("/bench/neighbour", null);
    table.add("start beside 200,000 of another, ms", CARILLON, took.get("nanos").asDouble() / 1e6);
    redis.flushAll();
  }

  private double enqueue(int count, int batch) {
    return rate(admin.post("/bench/enqueue?count=" + count + "&batch=" + batch, null));
  }

  private double drain(int count) {
    JsonNode took = drained(count);
    if (took.get("notOnce").asInt() != 0) {
      throw new IllegalStateException("Jobs did not run exactly once: " + took);
    }
    return rate(took);
  }

  private JsonNode drained(int count) {
    return admin.post("/bench/drain?count=" + count, null);
  }

  private JsonNode pushToStart(int rate, int seconds) {
    return admin.post("/bench/timed-jobs?rate=" + rate + "&count=" + rate * seconds, null);
  }

  private long used() {
    String info = redis.ask(Jedis::info);
    return Long.parseLong(info.replaceAll("(?s).*used_memory:(\\d+).*", "$1"));
  }

  private static double rate(JsonNode took) {
    return rate(took.get("jobs").asInt(), took.get("nanos").asLong());
  }

  private static double rate(int jobs, long nanos) {
    return jobs * 1e9 / nanos;
  }
}
