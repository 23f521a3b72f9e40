package carillon.jiraimport;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Starts the watch over imports once the schema is there. */
@Startup
@Singleton
@DependsOn("SchemaMigration")
public class ImportStart {
  @Inject ImportWatch watch;

  @PostConstruct
  void start() {
    watch.start();
  }
}
