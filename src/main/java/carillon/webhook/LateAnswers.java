package carillon.webhook;

import carillon.job.Background;
import carillon.outbound.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Takes the answers that nobody waits for any more. The HTTP client's threads only hand them over;
 * a thread of the server writes them down.
 */
@ApplicationScoped
class LateAnswers {
  private static final Duration IDLE = Duration.ofMinutes(1);

  @Inject Background background;
  private final Queue<Runnable> came = new ConcurrentLinkedQueue<>();
  private volatile Background.Loop loop;

  public void start() {
    loop = background.repeat("late answers of webhooks", this::drain);
  }

  public void take(
      CompletableFuture<Answer> answer, Consumer<Answer> success, Consumer<Throwable> failure) {
    answer.whenComplete(
        (value, thrown) -> {
          came.add(() -> accept(value, thrown, success, failure));
          loop.wake();
        });
  }

  private Duration drain() {
    for (Runnable next = came.poll(); next != null; next = came.poll()) {
      next.run();
    }
    return IDLE;
  }

  private static void accept(
      Answer value, Throwable thrown, Consumer<Answer> success, Consumer<Throwable> failure) {
    if (thrown == null) {
      success.accept(value);
    } else {
      failure.accept(thrown);
    }
  }
}
