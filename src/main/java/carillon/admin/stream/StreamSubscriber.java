package carillon.admin.stream;

import carillon.http.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Somebody who watches. What comes faster than they read is dropped, the oldest first, and they are
 * told how much it was. Thread-safe.
 */
final class StreamSubscriber {
  private static final int MOST = 1000;
  private static final long STUCK_NANOS = Duration.ofSeconds(30).toNanos();

  private final Sse sse;
  private final SseEventSink sink;
  private final boolean admin;
  private final Deque<StreamEvent> waiting = new ArrayDeque<>();
  private long dropped;
  private boolean sending;
  private long sendingSince;
  private boolean broken;

  /**
   * @param admin whether it is an administrator
   */
  StreamSubscriber(Sse sse, SseEventSink sink, boolean admin) {
    this.sse = sse;
    this.sink = sink;
    this.admin = admin;
  }

  boolean admin() {
    return admin;
  }

  /** Also who has taken nothing for long: of a connection that is cut nobody tells. */
  synchronized boolean gone() {
    boolean stuck = sending && System.nanoTime() - sendingSince > STUCK_NANOS;
    return broken || stuck || sink.isClosed();
  }

  synchronized void add(StreamEvent event) {
    if (waiting.size() == MOST) {
      waiting.removeFirst();
      dropped++;
    }
    waiting.addLast(event);
    sendNext();
  }

  /**
   * In another thread: closing flushes, and for a connection that is cut RESTEasy waits for the end
   * of that for ever.
   */
  void close() {
    CompletableFuture.runAsync(sink::close);
  }

  /** One at a time: the next when the connection has taken the last. */
  private synchronized void sendNext() {
    if (sending || waiting.isEmpty() || gone()) {
      return;
    }
    StreamEvent next = dropped > 0 ? new StreamEvent("dropped", dropped) : waiting.removeFirst();
    dropped = 0;
    sending = true;
    sendingSince = System.nanoTime();
    CompletionStage<?> sent = sink.send(event(next));
    sent.whenComplete((done, failed) -> sent(failed));
  }

  private void sent(Throwable failed) {
    synchronized (this) {
      sending = false;
      broken |= failed != null;
    }
    sendNext();
  }

  private OutboundSseEvent event(StreamEvent event) {
    try {
      return sse.newEventBuilder()
          .name(event.name())
          .mediaType(MediaType.TEXT_PLAIN_TYPE)
          .data(String.class, Json.MAPPER.writeValueAsString(event.data()))
          .build();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
