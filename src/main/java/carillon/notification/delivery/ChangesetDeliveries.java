package carillon.notification.delivery;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who was notified of a changeset, who was not, and why.
 *
 * @param task how its notification is going; null when the changeset notifies nobody at all, or is
 *     forgotten
 * @param deliveries one for each recipient
 * @param skipped one for each candidate who gets nothing
 */
public record ChangesetDeliveries(
    @Schema(nullable = true) TaskView task,
    List<DeliveryResponse> deliveries,
    List<SkippedView> skipped) {

  /**
   * @param state waiting, running or ended
   * @param mode inline or queued
   * @param coalescedInto the last of the changesets that are told together with this one, after it;
   *     null when it is the last, or alone
   */
  public record TaskView(
      String state,
      Instant createdAt,
      @Schema(nullable = true) Instant startedAt,
      @Schema(nullable = true) Instant endedAt,
      String mode,
      @Schema(nullable = true) Long coalescedInto) {}

  /**
   * @param candidate the user name; of an address without account the address, or to those who may
   *     not see addresses {@code x} and 12 hex digits
   * @param rule the rule that removed them
   */
  public record SkippedView(String candidate, String rule) {}

  public ChangesetDeliveries {
    deliveries = List.copyOf(deliveries);
    skipped = List.copyOf(skipped);
  }
}
