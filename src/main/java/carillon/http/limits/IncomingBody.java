package carillon.http.limits;

import carillon.http.ProblemResponses;
import carillon.problem.Problem;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * One request's body on its way. Its connection's I/O thread reads it as it arrives and waits for
 * nothing; when it is complete, the request goes on with it as if it had come at once. Everything
 * but {@link #incomplete} and {@link #giveUp} runs in that thread.
 */
final class IncomingBody implements BodyMemory.Body {
  /** So long a client may go on sending what was refused, so that it gets to see the response. */
  private static final int LINGER_SECONDS = 5;

  private final HttpServerExchange exchange;
  private final HttpHandler next;
  private final BodyMemory memory;
  private final int limit;
  private final Received received = new Received();
  private XnioExecutor.Key deadline;
  private volatile boolean incomplete = true;

  /** Gives its bytes away without copying them. */
  private static final class Received extends ByteArrayOutputStream {
    ByteBuffer whole() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  /** What Undertow takes back as read too early. */
  private record Heap(ByteBuffer getBuffer) implements PooledByteBuffer {
    @Override
    public void close() {
      // The collector frees it.
    }

    @Override
    public boolean isOpen() {
      return true;
    }
  }

  IncomingBody(HttpServerExchange exchange, HttpHandler next, BodyMemory memory, int limit) {
    this.exchange = exchange;
    this.next = next;
    this.memory = memory;
    this.limit = limit;
  }

  /**
   * @param timeout how long the body may take
   */
  void begin(Duration timeout) throws Exception {
    if (exchange.getRequestContentLength() > limit) {
      refuse(tooLong());
      return;
    }
    exchange.addExchangeCompleteListener(
        (ended, others) -> {
          end();
          memory.free(this);
          others.proceed();
        });
    StreamSourceChannel channel = exchange.getRequestChannel();
    if (read(channel)) {
      next.handleRequest(exchange);
    } else if (incomplete) {
      Runnable late = () -> giveUp(408, "The body did not arrive in time");
      deadline =
          exchange.getIoThread().executeAfter(late, timeout.toMillis(), TimeUnit.MILLISECONDS);
      channel.getReadSetter().set(this::readable);
      channel.resumeReads();
    }
  }

  @Override
  public boolean incomplete() {
    return incomplete;
  }

  @Override
  public void giveUp() {
    exchange
        .getIoThread()
        .execute(() -> giveUp(503, "Too many bodies at the same time; retry later"));
  }

  private void giveUp(int status, String detail) {
    if (incomplete) {
      Connectors.executeRootHandler(any -> refuse(Problem.of(status, detail)), exchange);
    }
  }

  private void readable(StreamSourceChannel channel) {
    if (incomplete) {
      Connectors.executeRootHandler(
          any -> {
            if (read(channel)) {
              next.handleRequest(exchange);
            } else if (incomplete) {
              channel.resumeReads();
            }
          },
          exchange);
    }
  }

  /**
   * Reads what has arrived.
   *
   * @return whether the body is complete
   */
  private boolean read(StreamSourceChannel channel) throws IOException {
    try (PooledByteBuffer part = exchange.getConnection().getByteBufferPool().allocate()) {
      while (incomplete) {
        int bytes = channel.read(part.getBuffer().clear());
        if (bytes < 0) {
          complete(channel);
          return true;
        } else if (bytes == 0) {
          return false;
        }
        add(part.getBuffer().flip());
      }
    } catch (RequestTooBigException beyondTheListenersLimit) {
      refuse(tooLong());
    } catch (IOException broken) {
      end();
      IoUtils.safeClose(exchange.getConnection());
      throw broken;
    }
    return false;
  }

  private void add(ByteBuffer part) {
    if (received.size() + part.remaining() > limit) {
      refuse(tooLong());
    } else if (memory.take(this, part.remaining())) {
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      received.writeBytes(bytes);
    } else {
      refuse(Problem.of(503, "Too many bodies at the same time; retry later"));
    }
  }

  private void complete(StreamSourceChannel channel) {
    end();
    channel.getReadSetter().set(null);
    channel.suspendReads();
    if (received.size() > 0) {
      Connectors.ungetRequestBytes(exchange, new Heap(received.whole()));
    }
    Connectors.resetRequestChannel(exchange);
  }

  private void end() {
    incomplete = false;
    if (deadline != null) {
      deadline.remove();
      deadline = null;
    }
  }

  /** The rest of the body is read and dropped for a moment: a reset would overtake the response. */
  private void refuse(Problem problem) {
    end();
    memory.free(this);
    // Undertow would reset a connection that is not persistent.
    exchange.setPersistent(true);
    exchange.setStatusCode(problem.status());
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, Problem.MEDIA_TYPE);
    ProblemResponses.retryAfter(problem)
        .ifPresent(after -> exchange.getResponseHeaders().put(Headers.RETRY_AFTER, after));
    exchange.getIoThread().executeAfter(this::endLingering, LINGER_SECONDS, TimeUnit.SECONDS);
    exchange.getResponseSender().send(ByteBuffer.wrap(ProblemResponses.json(problem)));
  }

  private void endLingering() {
    if (!exchange.isComplete()) {
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  private Problem tooLong() {
    return Problem.of(413, "The body may have at most %d bytes".formatted(limit));
  }
}
