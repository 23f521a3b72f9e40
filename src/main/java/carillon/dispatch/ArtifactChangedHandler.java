package carillon.dispatch;

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
class ArtifactChangedHandler implements JobHandler<ArtifactChangedPayload> {
  private static final Logger LOG = LoggerFactory.getLogger(ArtifactChangedHandler.class);
  private static final String KIND = "notification";

  @Inject TaskTable tasks;
  @Inject TaskExecutor run;

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

  @Override
  public void handle(ArtifactChangedPayload changed, JobContext context) {
    Optional<Long> task = tasks.idOf(KIND, changed.changesetId());
    if (task.isEmpty()) {
      LOG.info(
          "Changeset {} of artifact {} has no notification task; nothing to do",
          changed.changesetId(),
          changed.artifactId());
      return;
    }
    run.once(task.get());
  }
}
