package carillon.bench;

import static org.awaitility.Awaitility.await;

import carillon.peer.BareLoop;
import carillon.peer.Peer;
import carillon.peer.RedissonStream;
import carillon.testkit.Http;
import carillon.testkit.RedisServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.FlushMode;

/**
 * Compares the queue with others in turns, on the same Redis with the same payload. All are warmed
 * up first; each drain is checked to run every job exactly once.
 */
final class QueueBenchmark {
  private static final int ROUNDS = Integer.getInteger("carillon.bench.rounds", 3);
  private static final int DRAIN = 200_000;
  private static final int SINGLE = 20_000;
  private static final int RATE = 300;
  private static final int SECONDS = 10;
  private static final int SLOW = 1_600;
  private static final String CARILLON = "Carillon";
  private static final String IDLE = "push to start at 300/s, ";

  private static final String BURY =
      """
      local packed = cmsgpack.pack({'e', 'tuleap.tracker.artifact', 'p', '{}', 'r', 'EXHAUSTED',
        'x', 'java.io.IOException: connection refused'})
      local now = redis.call('TIME')[1] * 1000
      for i = 1, 1000 do
        local id = now .. '-' .. ARGV[1] * 1000 + i
        redis.call('ZADD', KEYS[1] .. ':dead', now, id)
        redis.call('HSET', KEYS[1] .. ':dead:bodies', id, packed)
      end
      redis.call('HINCRBY', KEYS[1] .. ':bytes', 'dead', #packed * 1000)
      """;

  private final Table table = new Table(CARILLON, "bare loop", "Redisson");
  private final RedisServer redis;
  private final Http admin;
  private final Posts posts;

  QueueBenchmark(RedisServer redis, Http admin, Posts posts) {
    this.redis = redis;
    this.admin = admin;
    this.posts = posts;
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
      loaded(bare);
    }
    overHttp();
    memory();
    backlog();
    deadLetters();
    fairness();
    crew();
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
      peer.pushToStart(RATE, 1, RATE);
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
    latency(IDLE, peer.name(), peer.pushToStart(RATE, 1, RATE * SECONDS));
  }

  private void measure() {
    table.add("enqueue one by one, jobs/s", CARILLON, enqueue(SINGLE, 1));
    drain(SINGLE);
    table.add("enqueue 1,000 in a call, jobs/s", CARILLON, enqueue(DRAIN, 1000));
    table.add("drain, jobs/s", CARILLON, drain(DRAIN));
    latency(IDLE, CARILLON, pushToStart(RATE, SECONDS));
    latency("push to start at 100/s, ", CARILLON, pushToStart(100, SECONDS));
  }

  private void latency(String row, String who, Histogram micros) {
    table.add(row + "p50 ms", who, micros.getValueAtPercentile(50) / 1e3);
    table.add(row + "p99 ms", who, micros.getValueAtPercentile(99) / 1e3);
  }

  private void latency(String row, String who, JsonNode micros) {
    table.add(row + "p50 ms", who, micros.get("p50").asDouble() / 1e3);
    table.add(row + "p99 ms", who, micros.get("p99").asDouble() / 1e3);
  }

  private void memory() {
    long before = used();
    enqueue(DRAIN, 1000);
    table.add("Redis bytes per pending job", CARILLON, (used() - before) / (double) DRAIN);
    drain(DRAIN);
  }

  private void overHttp() {
    posts.send(3 * SINGLE);
    for (int round = 0; round < ROUNDS; round++) {
      table.add("POST /jobs, 4 connections, jobs/s", CARILLON, rate(SINGLE, posts.send(SINGLE)));
    }
  }

  /** At shares of Carillon's drain rate; the producer in the same JVM pushes every 5 ms. */
  private void loaded(Peer bare) {
    double most = table.median("drain, jobs/s", CARILLON);
    for (int percent : new int[] {30, 50, 70}) {
      int rate = (int) (most * percent / 100) / 1000 * 1000;
      String row = "push to start at " + percent + " %, ";
      loaded(rate);
      bare.pushToStart(rate, rate / 200, rate);
      for (int round = 0; round < ROUNDS; round++) {
        table.add(row + "jobs/s", CARILLON, rate);
        latency(row, CARILLON, loaded(rate));
        latency(row, bare.name(), bare.pushToStart(rate, rate / 200, 5 * rate));
      }
    }
  }

  private JsonNode loaded(int rate) {
    String load = "rate=" + rate + "&each=" + rate / 200 + "&count=" + 5 * rate;
    return admin.post("/bench/timed-jobs?" + load, null);
  }

  private void backlog() {
    for (int round = 0; round < ROUNDS; round++) {
      for (int pending : new int[] {1_000, 100_000, 1_000_000}) {
        enqueue(pending, 1000);
        rewritten();
        String row = "drain of the first of %,d pending, jobs/s".formatted(pending);
        table.add(row, CARILLON, rate(drained(Math.min(pending, 100_000))));
        clear();
      }
    }
  }

  /** Creates dead letters in bulk, in Carillon's format. */
  private void bury(int thousands) {
    redis.ask(
        jedis -> {
          for (int i = 0; i < thousands; i++) {
            jedis.eval(BURY, 1, "{carillon:background}", Integer.toString(i));
          }
          return thousands;
        });
  }

  private void deadLetters() {
    for (int round = 0; round < ROUNDS; round++) {
      for (int dead : new int[] {0, 100_000, 1_000_000}) {
        bury(dead / 1000);
        rewritten();
        enqueue(DRAIN, 1000);
        table.add("drain beside %,d dead letters, jobs/s".formatted(dead), CARILLON, drain(DRAIN));
        clear();
      }
    }
  }

  /** Deletes a million jobs, which Redis frees in the background, and waits for the end. */
  private void clear() {
    redis.ask(jedis -> jedis.flushAll(FlushMode.ASYNC));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> redis.ask(Jedis::info).contains("lazyfree_pending_objects:0"));
  }

  /** Waits for the rewrite of the append-only file, which would distort the next measurement. */
  private void rewritten() {
    awaitRewrite();
    redis.ask(Jedis::bgrewriteaof);
    awaitRewrite();
  }

  private void awaitRewrite() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              String info = redis.ask(Jedis::info);
              return info.contains("aof_rewrite_in_progress:0")
                  && info.contains("aof_rewrite_scheduled:0");
            });
  }

  private void crew() {
    for (int round = 0; round < ROUNDS; round++) {
      long few = heap(2);
      table.add("heap of a worker, KB", CARILLON, (heap(34) - few) / 32.0 / 1024);
    }
    heap(16);
    for (int round = 0; round < ROUNDS; round++) {
      enqueue(SLOW, 1000);
      double rate = rate(admin.post("/bench/drain?micros=50000&count=" + SLOW, null));
      table.add("16 workers, jobs of 50 ms, share of the limit", CARILLON, rate / (16 / 0.05));
    }
    heap(2);
  }

  private long heap(int workers) {
    return admin.post("/bench/workers?count=" + workers, null).get("bytes").asLong();
  }

  private void fairness() {
    enqueue(DRAIN, 1000);
    JsonNode took = admin.post("/bench/neighbour", null);
    table.add("start beside 200,000 of another, ms", CARILLON, took.get("nanos").asDouble() / 1e6);
    clear();
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
