package carillon.jiraimport;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Starts what imports need in the background, once the schema is there. */
@Startup
@Singleton
@DependsOn("SchemaMigration")
public class ImportStart {
  @Inject ImportWatch watch;
  @Inject SummaryMails mails;
  @Inject FetchedPurge purge;

  @PostConstruct
  void start() {
    watch.start();
    mails.start();
    purge.start();
  }
}
