package carillon.dispatch;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.QueueName;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Runs the task whose id the job carries, if it is still due. */
@ApplicationScoped
class TaskDueHandler implements JobHandler<TaskDueHandler.Payload> {
  @Inject TaskExecutor run;

  @Override
  public String eventName() {
    return TaskHandler.TASK_DUE;
  }

  @Override
  public Class<Payload> payloadType() {
    return Payload.class;
  }

  @Override
  public QueueName queue() {
    return QueueName.WEBHOOKS;
  }

  @Override
  public void handle(Payload due, JobContext context) {
    run.once(due.taskId());
  }

  /**
   * The payload of {@code carillon.task}.
   *
   * @param taskId above zero
   */
  record Payload(@JsonProperty(value = "task_id", required = true) long taskId) {
    Payload {
      if (taskId <= 0) {
        throw new IllegalArgumentException("task_id must be greater than zero");
      }
    }
  }
}
