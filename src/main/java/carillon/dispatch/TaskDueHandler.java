package carillon.dispatch;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Runs the task that a job names, of whatever kind, if the task is still due. */
@ApplicationScoped
class TaskDueHandler implements JobHandler<TaskDuePayload> {
  @Inject TaskExecutor run;

  @Override
  public String eventName() {
    return TaskHandler.TASK_DUE;
  }

  @Override
  public Class<TaskDuePayload> payloadType() {
    return TaskDuePayload.class;
  }

  @Override
  public QueueName queue() {
    return QueueName.WEBHOOKS;
  }

  @Override
  public void handle(TaskDuePayload due, JobContext context) {
    run.once(due.taskId());
  }
}
