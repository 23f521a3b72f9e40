package carillon.operatormail;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import carillon.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Sends a test mail: the way of a notification, from the queue to the relay. */
@ApplicationScoped
class TestMailHandler implements JobHandler<TestMailHandler.Payload> {
  static final String EVENT = "carillon.mail.test";

  private final OperatorMailSender sender;

  @Inject
  TestMailHandler(OperatorMailSender sender) {
    this.sender = sender;
  }

  /** For the container's proxy. */
  TestMailHandler() {
    this(null);
  }

  record Payload(long id) {}

  @Override
  public String eventName() {
    return EVENT;
  }

  @Override
  public Class<Payload> payloadType() {
    return Payload.class;
  }

  @Override
  public QueueName queue() {
    return QueueName.NOTIFICATIONS;
  }

  @Override
  public void handle(Payload payload, JobContext context) {
    sender.sendPending(payload.id());
  }
}
