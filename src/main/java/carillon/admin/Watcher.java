package carillon.admin;

import carillon.http.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;

/**
 * Somebody who watches. What comes faster than they read is dropped, the oldest first, and they are
 * told how much it was. Thread-safe.
 */
final class Watcher {
  private static final int MOST = 1000;

  private final Sse sse;
  private final SseEventSink sink;
  private final Deque<StreamEvent> waiting = new ArrayDeque<>();
  private long dropped;
  private boolean sending;

  Watcher(Sse sse, SseEventSink sink) {
    this.sse = sse;
    this.sink = sink;
  }

  boolean gone() {
    return sink.isClosed();
  }

  synchronized void add(StreamEvent event) {
    if (waiting.size() == MOST) {
      waiting.removeFirst();
      dropped++;
    }
    waiting.addLast(event);
    sendNext();
  }

  void close() {
    sink.close();
  }

  /** One at a time: the next when the connection has taken the last. */
  private synchronized void sendNext() {
    if (sending || waiting.isEmpty() || gone()) {
      return;
    }
    StreamEvent next = dropped > 0 ? new StreamEvent("dropped", dropped) : waiting.removeFirst();
    dropped = 0;
    sending = true;
    CompletionStage<?> sent = sink.send(event(next));
    sent.whenComplete((done, failed) -> sent(failed));
  }

  private void sent(Throwable failed) {
    synchronized (this) {
      sending = false;
    }
    if (failed != null) {
      close();
    } else {
      sendNext();
    }
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
