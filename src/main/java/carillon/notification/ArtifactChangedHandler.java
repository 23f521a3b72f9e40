package carillon.notification;

import carillon.dispatch.TaskExecutor;
import carillon.dispatch.TaskTable;
import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job that a queued notification is: runs the changeset's task. The job says which, the row
 * says whether: a task that is not due, runs already or has ended gives nothing to do.
 */
@ApplicationScoped
public class ArtifactChangedHandler implements JobHandler<ArtifactChangedPayload> {
  private static final Logger LOG = LoggerFactory.getLogger(ArtifactChangedHandler.class);
  private static final String KIND = "notification";

  private final TaskTable tasks;
  private final TaskExecutor executor;

  /** For the container's proxy. */
  ArtifactChangedHandler() {
    this(null, null);
  }

  @Inject
  public ArtifactChangedHandler(TaskTable tasks, TaskExecutor executor) {
    this.tasks = tasks;
    this.executor = executor;
  }

  @Override
  public String eventName() {
    return ArtifactChangedPayload.EVENT;
  }

  @Override
  public Class<ArtifactChangedPayload> payloadType() {
    return ArtifactChangedPayload.class;
  }

  @Override
  public QueueName queue() {
    return QueueName.NOTIFICATIONS;
  }

  @Override
  public boolean acceptedFromOutside() {
    return true;
  }

  /**
   * A run yields after seconds; only a hanging mail server makes it longer, and that has time-outs.
   */
  @Override
  public Duration timeout() {
    return Duration.ofMinutes(15);
  }

  /** An id that others made up does no harm: a task runs only when it is due. */
  @Override
  public void handle(ArtifactChangedPayload changed, JobContext context) {
    Optional<Long> task = Optional.ofNullable(changed.taskId()).or(() -> taskOf(changed));
    if (task.isEmpty()) {
      LOG.info(
          "Changeset {} of artifact {} has no notification task; nothing to do",
          changed.changesetId(),
          changed.artifactId());
      return;
    }
    executor.once(task.get());
  }

  private Optional<Long> taskOf(ArtifactChangedPayload changed) {
    return tasks.idOf(KIND, changed.changesetId());
  }
}
