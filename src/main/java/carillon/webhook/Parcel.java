package carillon.webhook;

/** A delivery that is to be sent now, and what is sent. */
record Parcel(Webhook hook, WebhookDelivery delivery, byte[] body) {

  Settled settled(Settlement settlement) {
    return new Settled(hook, delivery, settlement);
  }
}
