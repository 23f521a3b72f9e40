package carillon.notification.operator;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Starts telling the followers of the system check once the schema is there. */
@Startup
@Singleton
@DependsOn("SchemaMigration")
public class SystemCheckMailStart {
  @Inject SystemCheckMailer mails;

  @PostConstruct
  void start() {
    mails.start();
  }
}
