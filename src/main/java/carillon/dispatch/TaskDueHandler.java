package carillon.dispatch;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Runs the task that a job names, of whatever kind, if the task is still due. */
@ApplicationScoped
class TaskDueHandler implements JobHandler<TaskDue> {
  @Inject TaskRun run;

  @Override
  public String eventName() {
    return TaskRunner.TASK_DUE;
  }

  @Override
  public Class<TaskDue> payloadType() {
    return TaskDue.class;
  }

  @Override
  public QueueName queue() {
    return QueueName.WEBHOOKS;
  }

  @Override
  public void handle(TaskDue due, JobContext context) {
    run.once(due.taskId());
  }
}
