package carillon.notification.delivery;

import carillon.notification.delivery.BatchContentLoader.BatchContent;
import carillon.notification.recipients.Decisions;
import carillon.notification.snapshot.NotificationInputLoader.NotificationInput;
import java.util.Collection;
import java.util.List;

/**
 * The decisions about one artifact's change, with the data that they were made from. The run that
 * made them sends its first batch from it, without reading or judging again.
 */
public record DecidedChange(NotificationInput input, Decisions decisions) {
  /** The content for recipients whose deliveries these decisions created. */
  public BatchContent content(Collection<Delivery> batch) {
    return new BatchContent(List.of(audience(batch)));
  }

  ChangeAudience audience(Collection<Delivery> batch) {
    return ChangeAudience.decided(input, decisions, batch);
  }
}
