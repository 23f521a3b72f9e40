package carillon.webhook;

/** A delivery and its result. */
record Settled(Webhook hook, WebhookDelivery delivery, AttemptResult settlement) {}
