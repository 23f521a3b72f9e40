package carillon.notification.delivery;

import carillon.dispatch.Task;
import java.util.List;

/**
 * What a run writes between two conversations: what came of the deliveries before, and that the
 * next one's conversation begins.
 *
 * @param next null when none follows
 */
public record DeliveryUpdate(Task task, List<DeliveryResult> results, Delivery next) {
  public DeliveryUpdate {
    results = List.copyOf(results);
  }
}
