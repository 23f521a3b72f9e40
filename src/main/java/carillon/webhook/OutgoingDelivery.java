package carillon.webhook;

/** A delivery that is to be sent now, and what is sent. */
record OutgoingDelivery(Webhook hook, WebhookDelivery delivery, byte[] body) {

  Settled settled(AttemptResult attemptResult) {
    return new Settled(hook, delivery, attemptResult);
  }
}
