package carillon.peer;

import carillon.bench.CheckedJob;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * The lower bound: one thread, one pipelined XACK + XDEL + XREADGROUP COUNT 100 for a batch, and
 * parsing the JSON.
 */
public final class BareLoop implements Peer {
  private static final String KEY = "bare";
  private static final String GROUP = "workers";
  private static final ObjectReader JSON = new ObjectMapper().readerFor(CheckedJob.Changed.class);
  private static final Map<String, StreamEntryID> NEW =
      Map.of(KEY, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY);

  private final HostAndPort server;
  private final String password;
  private final Jedis jedis;

  public BareLoop(int port, String password) {
    this.server = new HostAndPort("127.0.0.1", port);
    this.password = password;
    this.jedis = connect();
    jedis.del(KEY);
    jedis.xgroupCreate(KEY, GROUP, new StreamEntryID("0-0"), true);
  }

  @Override
  public String name() {
    return "bare loop";
  }

  @Override
  public long enqueue(int count) {
    long from = System.nanoTime();
    for (int i = 0; i < count; i++) {
      jedis.xadd(KEY, StreamEntryID.NEW_ENTRY, fields(CheckedJob.payload(i)));
    }
    return System.nanoTime() - from;
  }

  @Override
  public void fill(int count) {
    for (int i = 0; i < count; ) {
      try (Pipeline pipeline = jedis.pipelined()) {
        for (int end = Math.min(count, i + 1000); i < end; i++) {
          pipeline.xadd(KEY, StreamEntryID.NEW_ENTRY, fields(CheckedJob.payload(i)));
        }
      }
    }
  }

  @Override
  public long drain(int count) {
    long from = System.nanoTime();
    XReadGroupParams hundred = XReadGroupParams.xReadGroupParams().count(100);
    StreamEntryID[] done = {};
    for (int left = count; left > 0; left -= done.length) {
      done = ackAndFetch(done, hundred);
    }
    jedis.xack(KEY, GROUP, done);
    jedis.xdel(KEY, done);
    return System.nanoTime() - from;
  }

  @Override
  public Histogram pushToStart(int rate, int each, int count) {
    Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
    CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> await(count, micros));
    Schedule.run(rate, each, count, due -> push(fields(Long.toString(due)), each));
    reader.join();
    return micros;
  }

  @Override
  public void close() {
    jedis.del(KEY);
    jedis.close();
  }

  private void push(Map<String, String> fields, int jobs) {
    try (Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < jobs; i++) {
        pipeline.xadd(KEY, StreamEntryID.NEW_ENTRY, fields);
      }
    }
  }

  private StreamEntryID[] ackAndFetch(StreamEntryID[] done, XReadGroupParams most) {
    try (Pipeline pipeline = jedis.pipelined()) {
      if (done.length > 0) {
        pipeline.xack(KEY, GROUP, done);
        pipeline.xdel(KEY, done);
      }
      Response<List<Map.Entry<String, List<StreamEntry>>>> read =
          pipeline.xreadGroup(GROUP, "one", most, NEW);
      pipeline.sync();
      List<StreamEntry> entries = read.get().get(0).getValue();
      entries.forEach(entry -> parse(entry.getFields().get("p")));
      return entries.stream().map(StreamEntry::getID).toArray(StreamEntryID[]::new);
    }
  }

  private void await(int count, Histogram micros) {
    XReadGroupParams wait = XReadGroupParams.xReadGroupParams().count(100).block(1000);
    try (Jedis reader = connect()) {
      for (int left = count; left > 0; ) {
        for (var stream : reader.xreadGroup(GROUP, "one", wait, NEW)) {
          for (StreamEntry entry : stream.getValue()) {
            long due = Long.parseLong(entry.getFields().get("p"));
            micros.recordValue((System.nanoTime() - due) / 1000);
            left--;
          }
          StreamEntryID[] ids =
              stream.getValue().stream().map(StreamEntry::getID).toArray(StreamEntryID[]::new);
          try (Pipeline pipeline = reader.pipelined()) {
            pipeline.xack(KEY, GROUP, ids);
            pipeline.xdel(KEY, ids);
          }
        }
      }
    }
  }

  private static Object parse(String payload) {
    try {
      return JSON.readValue(payload);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Map<String, String> fields(String payload) {
    return Map.of("e", "tuleap.tracker.artifact", "p", payload);
  }

  private Jedis connect() {
    return new Jedis(server, DefaultJedisClientConfig.builder().password(password).build());
  }
}
