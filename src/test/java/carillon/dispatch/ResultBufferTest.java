package carillon.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import carillon.job.engine.BackgroundTasks;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;

class ResultBufferTest {
  private static final String CONNECTION_LOST = "08006";
  private static final String VALUE_TOO_LONG = "22001";

  private final List<List<Integer>> written = new ArrayList<>();
  private String refusedWith;
  private int rejected = -1;
  private BackgroundTasks.Task step;
  private int woken;

  private final ResultBuffer<Integer> buffer =
      new ResultBuffer<>("results of a test", this::repeat, this::write);

  private BackgroundTasks.Handle repeat(String name, BackgroundTasks.Task task) {
    step = task;
    return new BackgroundTasks.Handle() {
      @Override
      public void wake() {
        woken++;
      }

      @Override
      public void stop() {}
    };
  }

  private void write(List<Integer> batch) {
    if (refusedWith != null) {
      throw refusal(refusedWith);
    }
    if (batch.contains(rejected)) {
      throw refusal(VALUE_TOO_LONG);
    }
    written.add(List.copyOf(batch));
  }

  private static RuntimeException refusal(String state) {
    return new UnableToExecuteStatementException(new SQLException("refused", state), null);
  }

  /** Runs until the loop would rest, at most a thousand times. */
  private void runUntilIdle() throws Exception {
    for (int i = 0; i < 1_000 && step.run().isZero(); i++) {}
  }

  private List<Integer> all() {
    return written.stream().flatMap(List::stream).toList();
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      buffer.add(i);
    }
  }

  @Test
  void resultsAreWrittenInTheirOrderInBatches() throws Exception {
    add(450);

    runUntilIdle();

    assertThat(woken).isEqualTo(450);
    assertThat(written).extracting(List::size).containsExactly(200, 200, 50);
    assertThat(all()).isSorted().hasSize(450).doesNotHaveDuplicates();
  }

  @Test
  void resultsAreKeptWhileTheDatabaseIsUnavailable() throws Exception {
    refusedWith = CONNECTION_LOST;
    add(3);

    for (int i = 0; i < 50; i++) {
      assertThat(step.run()).isPositive();
    }
    refusedWith = null;
    runUntilIdle();

    assertThat(written).containsExactly(List.of(0, 1, 2));
  }

  @Test
  void onlyTheRejectedResultIsDropped() throws Exception {
    rejected = 77;
    add(450);

    runUntilIdle();

    assertThat(all()).hasSize(449).doesNotContain(77).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void anErrorKeepsTheResults() throws Exception {
    List<List<Integer>> later = new ArrayList<>();
    boolean[] failing = {true};
    ResultBuffer<Integer> other =
        new ResultBuffer<>(
            "results of another test",
            this::repeat,
            batch -> {
              if (failing[0]) {
                throw new OutOfMemoryError("for a test");
              }
              later.add(batch);
            });
    other.add(1);

    assertThat(catchThrowable(() -> step.run())).isInstanceOf(OutOfMemoryError.class);
    failing[0] = false;
    runUntilIdle();

    assertThat(later).containsExactly(List.of(1));
  }
}
