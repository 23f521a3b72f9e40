package carillon.admin.stream;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Somebody who reads slower than there is to tell. */
class StreamSubscriberTest {
  private final SlowReader reader = new SlowReader();
  private final StreamSubscriber streamSubscriber = new StreamSubscriber(sse(), reader, false);

  @Test
  void unreadEventsAreDroppedAndTheSubscriberIsNotified() {
    for (int i = 0; i < 3000; i++) {
      streamSubscriber.add(new StreamEvent("job", i));
    }
    assertThat(reader.got).as("one at a time").containsExactly("job 0");

    while (reader.reads()) {}

    assertThat(reader.got).hasSize(1002).startsWith("job 0", "dropped 1999", "job 2000");
    assertThat(reader.got).endsWith("job 2999");
    assertThat(streamSubscriber.gone()).isFalse();
  }

  @Test
  void subscriberWithBrokenConnectionIsRemoved() {
    streamSubscriber.add(new StreamEvent("job", 1));
    reader.taking.completeExceptionally(new java.io.IOException("broken pipe"));
    streamSubscriber.add(new StreamEvent("job", 2));

    assertThat(streamSubscriber.gone()).isTrue();
    assertThat(reader.got).containsExactly("job 1");
  }

  /** Takes an event only when it is told to. */
  private static final class SlowReader implements SseEventSink {
    final List<String> got = new ArrayList<>();
    CompletableFuture<Object> taking;

    boolean reads() {
      CompletableFuture<Object> taken = taking;
      taking = null;
      taken.complete(null);
      return taking != null;
    }

    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
      got.add(event.getName() + " " + event.getData());
      taking = new CompletableFuture<>();
      return taking;
    }

    @Override
    public boolean isClosed() {
      return false;
    }

    @Override
    public void close() {}
  }

  private static Sse sse() {
    return fake(Sse.class, (method, argument) -> builder());
  }

  private static OutboundSseEvent.Builder builder() {
    String[] parts = new String[2];
    OutboundSseEvent event =
        fake(
            OutboundSseEvent.class,
            (method, argument) -> method.equals("getName") ? parts[0] : parts[1]);
    OutboundSseEvent.Builder[] builder = new OutboundSseEvent.Builder[1];
    builder[0] =
        fake(
            OutboundSseEvent.Builder.class,
            (method, argument) -> {
              switch (method) {
                case "name" -> parts[0] = (String) argument;
                case "data" -> parts[1] = (String) argument;
                default -> {}
              }
              return method.equals("build") ? event : builder[0];
            });
    return builder[0];
  }

  private interface Answers {
    /**
     * @param argument the last one of the call
     */
    Object to(String method, Object argument);
  }

  private static <T> T fake(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answers.to(
                    method.getName(), arguments == null ? null : arguments[arguments.length - 1])));
  }
}
