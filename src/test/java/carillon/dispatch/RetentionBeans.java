package carillon.dispatch;

import carillon.config.Settings;
import carillon.job.Background;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** The retention of one node, as the container would make it, for a test that says when it runs. */
public final class RetentionBeans {
  private Background.Step step;

  public RetentionBeans(Jdbi jdbi, Map<String, String> settings, TaskRunner runner) {
    Retention retention = new Retention();
    retention.tasks = new EndedTasks();
    retention.tasks.jdbi = jdbi;
    retention.tasks.runners = new Runners(List.of(runner));
    retention.settings = Settings.of(settings);
    retention.background =
        (name, repeated) -> {
          step = repeated;
          return null;
        };
    retention.start();
  }

  /** Until it rests; says how often it ran. */
  public int round() {
    try {
      int runs = 1;
      while (step.run().equals(Duration.ZERO)) {
        runs++;
      }
      return runs;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
