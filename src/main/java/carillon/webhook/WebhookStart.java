package carillon.webhook;

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
  @Inject DeliveryPurge purge;

  @PostConstruct
  void start() {
    late.start();
    purge.start();
  }
}
