package carillon.jiraimport;

import carillon.job.Background;
import carillon.outbound.Purge;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
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
  @Inject FetchedTable fetched;
  @Inject Purge purge;
  @Inject Background background;

  @PostConstruct
  void start() {
    watch.start();
    mails.start();
    background.repeat("issues of ended imports", () -> purge.once(fetched::purge));
  }

  @PreDestroy
  void leave() {
    watch.leave();
  }
}
