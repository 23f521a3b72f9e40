package carillon.webhook;

import carillon.job.engine.BackgroundTasks;
import carillon.outbound.RetentionPurge;
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
  @Inject LateResponses late;
  @Inject WebhookDeliveryTable deliveries;
  @Inject RetentionPurge retentionPurge;
  @Inject BackgroundTasks backgroundTasks;

  @PostConstruct
  void start() {
    late.start();
    backgroundTasks.repeat(
        "old deliveries of webhooks", () -> retentionPurge.once(deliveries::purge));
  }
}
