package carillon.jiraimport.run;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether a running import shall stop: whatever it waits for, it waits for this too. */
public final class StopSignal {
  private final CompletableFuture<Object> asked = new CompletableFuture<>();

  public void ask() {
    asked.complete(this);
  }

  /**
   * Waits for a result.
   *
   * @throws CancellationException as soon as a stop is asked for
   */
  public <T> T await(CompletableFuture<T> result) throws ExecutionException, InterruptedException {
    CompletableFuture.anyOf(asked, result.handle((value, failure) -> this)).get();
    check();
    return result.get();
  }

  /**
   * Waits some time.
   *
   * @throws CancellationException as soon as a stop is asked for
   */
  public void rest(Duration time) throws InterruptedException {
    try {
      asked.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException rested) {
      return;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
    check();
  }

  public boolean asked() {
    return asked.isDone();
  }

  /**
   * @throws CancellationException when a stop was asked for
   */
  public void check() {
    if (asked()) {
      throw new CancellationException("The import was asked to stop");
    }
  }
}
