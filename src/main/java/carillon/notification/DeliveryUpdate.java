package carillon.notification;

import carillon.dispatch.Task;
import java.util.List;

/**
 * What a run writes between two conversations: what came of the deliveries before, and that the
 * next one's conversation begins.
 *
 * @param next null when none follows
 */
record DeliveryUpdate(Task task, List<DeliveryResult> results, Delivery next) {
  DeliveryUpdate {
    results = List.copyOf(results);
  }
}
