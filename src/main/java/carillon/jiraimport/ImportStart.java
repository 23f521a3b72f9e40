package carillon.jiraimport;

import carillon.jiraimport.batch.StagedIssueTable;
import carillon.jiraimport.run.ImportReportMailer;
import carillon.job.engine.BackgroundTasks;
import carillon.outbound.RetentionPurge;
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
  @Inject ImportSupervisor watch;
  @Inject ImportReportMailer mails;
  @Inject StagedIssueTable fetched;
  @Inject RetentionPurge retentionPurge;
  @Inject BackgroundTasks backgroundTasks;

  @PostConstruct
  void start() {
    watch.start();
    mails.start();
    backgroundTasks.repeat("issues of ended imports", () -> retentionPurge.once(fetched::purge));
  }

  @PreDestroy
  void leave() {
    watch.leave();
  }
}
