package carillon.operatormail;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Starts sending mails to operators once the schema is there. */
@Startup
@Singleton
@DependsOn("SchemaMigration")
public class OperatorMailStart {
  @Inject OperatorMailSender sender;

  @PostConstruct
  void start() {
    sender.start();
  }
}
