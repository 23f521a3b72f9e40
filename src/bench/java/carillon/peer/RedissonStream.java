package carillon.peer;

import carillon.bench.CheckedJob;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.redisson.Redisson;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.api.stream.StreamCreateGroupArgs;
import org.redisson.api.stream.StreamReadGroupArgs;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** Redisson's RStream: batches of 100, acknowledged and removed in one pipelined batch. */
public final class RedissonStream implements Peer {
  private static final String KEY = "redisson";
  private static final String GROUP = "workers";
  private static final ObjectReader JSON = new ObjectMapper().readerFor(CheckedJob.Changed.class);

  private final RedissonClient client;
  private final RStream<String, String> stream;

  public RedissonStream(int port, String password) {
    Config config = new Config().setCodec(StringCodec.INSTANCE);
    config.useSingleServer().setPassword(password).setAddress("redis://127.0.0.1:" + port);
    client = Redisson.create(config);
    stream = client.getStream(KEY);
    stream.delete();
    stream.createGroup(StreamCreateGroupArgs.name(GROUP).id(StreamMessageId.ALL).makeStream());
  }

  @Override
  public String name() {
    return "Redisson";
  }

  @Override
  public long enqueue(int count) {
    long from = System.nanoTime();
    for (int i = 0; i < count; i++) {
      stream.add(fields(CheckedJob.payload(i)));
    }
    return System.nanoTime() - from;
  }

  @Override
  public void fill(int count) {
    for (int i = 0; i < count; ) {
      RBatch batch = client.createBatch(BatchOptions.defaults());
      for (int end = Math.min(count, i + 1000); i < end; i++) {
        batch.<String, String>getStream(KEY).addAsync(fields(CheckedJob.payload(i)));
      }
      batch.execute();
    }
  }

  @Override
  public long drain(int count) {
    long from = System.nanoTime();
    for (int left = count; left > 0; ) {
      Map<StreamMessageId, Map<String, String>> read =
          stream.readGroup(GROUP, "one", StreamReadGroupArgs.neverDelivered().count(100));
      read.values().forEach(fields -> parse(fields.get("p")));
      end(read.keySet().toArray(StreamMessageId[]::new));
      left -= read.size();
    }
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
    stream.delete();
    client.shutdown();
  }

  private void push(StreamAddArgs<String, String> fields, int jobs) {
    if (jobs == 1) {
      stream.add(fields);
      return;
    }
    RBatch batch = client.createBatch(BatchOptions.defaults());
    for (int i = 0; i < jobs; i++) {
      batch.<String, String>getStream(KEY).addAsync(fields);
    }
    batch.execute();
  }

  private void await(int count, Histogram micros) {
    StreamReadGroupArgs wait =
        StreamReadGroupArgs.neverDelivered().count(100).timeout(Duration.ofSeconds(1));
    for (int left = count; left > 0; ) {
      Map<StreamMessageId, Map<String, String>> read = stream.readGroup(GROUP, "one", wait);
      for (Map<String, String> fields : read.values()) {
        micros.recordValue((System.nanoTime() - Long.parseLong(fields.get("p"))) / 1000);
      }
      left -= read.size();
      if (!read.isEmpty()) {
        end(read.keySet().toArray(StreamMessageId[]::new));
      }
    }
  }

  private void end(StreamMessageId[] ids) {
    RBatch batch = client.createBatch(BatchOptions.defaults());
    batch.getStream(KEY).ackAsync(GROUP, ids);
    batch.getStream(KEY).removeAsync(ids);
    batch.execute();
  }

  private static StreamAddArgs<String, String> fields(String payload) {
    return StreamAddArgs.entries(Map.of("e", "tuleap.tracker.artifact", "p", payload));
  }

  private static Object parse(String payload) {
    try {
      return JSON.readValue(payload);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
