package carillon.dispatch;

import carillon.config.Settings;
import carillon.job.engine.BackgroundTasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** The retention of one node, as the container would make it, for a test that says when it runs. */
public final class RetentionBeans {
  private BackgroundTasks.Task task;

  public RetentionBeans(Jdbi jdbi, Map<String, String> settings, TaskHandler runner) {
    Retention retention = new Retention();
    retention.tasks = new EndedTaskTable();
    retention.tasks.jdbi = jdbi;
    retention.tasks.taskHandlers = new TaskHandlers(List.of(runner));
    retention.settings = Settings.of(settings);
    retention.backgroundTasks =
        (name, repeated) -> {
          task = repeated;
          return null;
        };
    retention.start();
  }

  /** Until it rests; says how often it ran. */
  public int round() {
    try {
      int runs = 1;
      while (task.run().equals(Duration.ZERO)) {
        runs++;
      }
      return runs;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
