package carillon.dispatch;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The payload of {@code carillon.task}.
 *
 * @param taskId above zero
 */
record TaskDuePayload(@JsonProperty(value = "task_id", required = true) long taskId) {
  TaskDuePayload {
    if (taskId <= 0) {
      throw new IllegalArgumentException("task_id is above zero");
    }
  }
}
