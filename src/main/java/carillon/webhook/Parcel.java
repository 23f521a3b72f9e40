package carillon.webhook;

import java.util.Optional;

/**
 * What is to be posted.
 *
 * @param changesetId null for a ping
 * @param before the delivery's row, if it has one yet
 */
record Parcel(
    Webhook hook,
    Long changesetId,
    String messageId,
    Optional<WebhookDelivery> before,
    byte[] body) {

  /** Of a changeset: its message id is the same for every attempt. */
  static Parcel of(Webhook hook, long changesetId, Optional<WebhookDelivery> before, byte[] body) {
    String messageId = "msg_" + hook.id() + "_" + changesetId;
    return new Parcel(hook, changesetId, messageId, before, body);
  }

  /** How often it was tried. */
  int attempts() {
    return before.map(WebhookDelivery::attempts).orElse(0);
  }
}
