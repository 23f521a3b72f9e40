package carillon.webhook;

import carillon.job.Background;
import carillon.outbound.Purge;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Starts what runs beside the tasks, once the schema is there. */
@Startup
@Singleton
@DependsOn("SchemaMigration")
public class WebhookStart {
  @Inject LateAnswers late;
  @Inject WebhookDeliveryTable deliveries;
  @Inject Purge purge;
  @Inject Background background;

  @PostConstruct
  void start() {
    late.start();
    background.repeat("old deliveries of webhooks", () -> purge.once(deliveries::purge));
  }
}
