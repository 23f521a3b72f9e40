package carillon.dispatch;

import carillon.database.DatabaseFailure;
import carillon.job.engine.BackgroundTasks;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results that nobody else knows, such as the reply of a relay or of an endpoint: they are kept
 * until the database has them, as long as this server runs. A thread of the server writes them in
 * the order in which they came; neither a request nor a worker waits for it. A result that the
 * database rejects is logged and dropped, so that it holds up no other. Thread-safe.
 *
 * @param <T> a result
 */
public final class ResultBuffer<T> {
  private static final Logger LOG = LoggerFactory.getLogger(ResultBuffer.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final int LARGEST_BATCH = 200;

  private final String name;
  private final Consumer<List<T>> write;
  private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
  private final BackgroundTasks.Handle loop;

  /** Only the loop uses it. It is one after a rejection, which concerns one result of a batch. */
  private int batchSize = LARGEST_BATCH;

  /**
   * Starts the loop that writes.
   *
   * @param name of the results, for logs, unique
   * @param write writes a batch as a whole or not at all
   */
  public ResultBuffer(String name, BackgroundTasks backgroundTasks, Consumer<List<T>> write) {
    this.name = name;
    this.write = write;
    this.loop = backgroundTasks.repeat(name, this::writeNext);
  }

  /** Returns at once. */
  public void add(T result) {
    waiting.add(result);
    loop.wake();
  }

  private Duration writeNext() {
    List<T> batch = waiting.stream().limit(batchSize).toList();
    if (batch.isEmpty()) {
      return IDLE;
    }
    try {
      write.accept(batch);
    } catch (RuntimeException failure) {
      if (DatabaseFailure.of(failure) != DatabaseFailure.REJECTED) {
        LOG.debug("{}: the database is still unavailable", name, failure);
        return PAUSE;
      }
      if (batch.size() > 1) {
        batchSize = 1;
        return Duration.ZERO;
      }
      LOG.error("{}: the database rejects a result, which is dropped", name, failure);
    }
    batch.forEach(written -> waiting.remove());
    batchSize = Math.min(LARGEST_BATCH, 2 * batchSize);
    return waiting.isEmpty() ? IDLE : Duration.ZERO;
  }
}
