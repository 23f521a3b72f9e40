package carillon.outbound;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP client that notices when one of its threads has ended, by an OutOfMemoryError for
 * example: it never works again then, though it does not say so. Thread-safe.
 */
final class WatchedClient {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedClient.class);

  /** They wait for name servers, which may take long. */
  private static final int STARTERS = 32;

  private static final int IDLE_SECONDS = 30;

  /** A thread that dies closes its connections first, and only then is known to be dead. */
  private static final Executor A_MOMENT_LATER =
      CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

  private final CloseableHttpAsyncClient client;
  private final ThreadPoolExecutor starters =
      new ThreadPoolExecutor(
          STARTERS,
          STARTERS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          new DefaultThreadFactory("carillon-http-start", true));
  private final Set<CompletableFuture<HttpReply>> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private volatile Throwable fault;

  /**
   * @param made makes the client of its threads
   */
  WatchedClient(Function<ThreadFactory, CloseableHttpAsyncClient> made) {
    ThreadFactory threads = new DefaultThreadFactory("carillon-http", true);
    client = made.apply(runnable -> threads.newThread(() -> watched(runnable)));
    starters.allowCoreThreadTimeOut(true);
    client.start();
  }

  boolean works() {
    return fault == null && client.getStatus().compareTo(IOReactorStatus.SHUTTING_DOWN) < 0;
  }

  /** Sends a request; the future is completed by the answer or by why there is none. */
  CompletableFuture<HttpReply> execute(
      SimpleHttpRequest request, AsyncResponseConsumer<HttpReply> consumer) {
    CompletableFuture<HttpReply> httpReply = new CompletableFuture<>();
    underWay.add(httpReply);
    httpReply.whenComplete((any, failure) -> underWay.remove(httpReply));
    starters.execute(() -> start(request, consumer, httpReply));
    if (!works()) {
      httpReply.completeExceptionally(new ClientDownException(fault));
    }
    return httpReply;
  }

  private void start(
      SimpleHttpRequest request,
      AsyncResponseConsumer<HttpReply> consumer,
      CompletableFuture<HttpReply> httpReply) {
    if (httpReply.isDone()) {
      return;
    }
    try {
      Future<HttpReply> exchange =
          client.execute(SimpleRequestProducer.create(request), consumer, completing(httpReply));
      httpReply.whenComplete((any, failure) -> exchange.cancel(true));
    } catch (RuntimeException | Error refused) {
      httpReply.completeExceptionally(blamed(refused));
    }
  }

  void close() {
    closed = true;
    client.close(CloseMode.IMMEDIATE);
    starters.shutdownNow();
  }

  private void watched(Runnable runnable) {
    try {
      runnable.run();
      brokeDown(new IllegalStateException("A thread of the HTTP client ended"));
    } catch (Throwable failure) {
      brokeDown(failure);
      throw failure;
    }
  }

  /** First what others look at: nothing that needs memory may come before it. */
  private void brokeDown(Throwable why) {
    if (closed || fault != null) {
      return;
    }
    fault = why;
    client.close(CloseMode.IMMEDIATE);
    starters.shutdown();
    underWay.forEach(one -> one.completeExceptionally(blamed(why)));
    LOG.error("The HTTP client for webhooks and imports broke down; it is made anew", why);
  }

  private Throwable blamed(Throwable failure) {
    return works() || closed ? failure : new ClientDownException(fault == null ? failure : fault);
  }

  private FutureCallback<HttpReply> completing(CompletableFuture<HttpReply> httpReply) {
    return new FutureCallback<>() {
      @Override
      public void completed(HttpReply result) {
        httpReply.complete(result);
      }

      @Override
      public void failed(Exception failure) {
        if (failure instanceof BoundedReply.Cut cut) {
          httpReply.complete(cut.answer());
        } else {
          A_MOMENT_LATER.execute(() -> httpReply.completeExceptionally(blamed(failure)));
        }
      }

      @Override
      public void cancelled() {
        httpReply.cancel(false);
      }
    };
  }
}
