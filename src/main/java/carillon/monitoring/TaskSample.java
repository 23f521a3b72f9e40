package carillon.monitoring;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The notification tasks that have not ended, by state, at one moment of the database's clock. */
record TaskSample(List<OfState> states) {
  static final List<String> STATES = List.of("waiting", "running");
  private static final int SECONDS = 2;
  private static final String SQL =
      "select state, count(*) as tasks, min(created_at) as oldest, current_timestamp as taken"
          + " from task where kind = 'notification' and next_at is not null group by state";

  record OfState(String state, long tasks, Duration oldest) {}

  static TaskSample take(Jdbi jdbi) {
    return new TaskSample(
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(SQL)
                    .setQueryTimeout(SECONDS)
                    .map(
                        (row, context) ->
                            new OfState(
                                row.getString("state"),
                                row.getLong("tasks"),
                                Duration.between(
                                    row.getObject("oldest", OffsetDateTime.class),
                                    row.getObject("taken", OffsetDateTime.class))))
                    .list()));
  }

  long tasks(String state) {
    return states.stream()
        .filter(some -> some.state().equals(state))
        .mapToLong(OfState::tasks)
        .sum();
  }

  /** Age of the oldest, zero when there is none. */
  Duration oldest() {
    return states.stream().map(OfState::oldest).max(Duration::compareTo).orElse(Duration.ZERO);
  }
}
