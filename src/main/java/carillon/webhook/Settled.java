package carillon.webhook;

/** A delivery and what came of it. */
record Settled(Webhook hook, WebhookDelivery delivery, AttemptResult settlement) {}
