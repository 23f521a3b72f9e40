package carillon.webhook;

/** A delivery to send now, and its body. */
record OutgoingDelivery(Webhook hook, WebhookDelivery delivery, byte[] body) {

  Settled settled(AttemptResult attemptResult) {
    return new Settled(hook, delivery, attemptResult);
  }
}
