package carillon.jiraimport.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** How far imports are. Thread-safe. */
@ApplicationScoped
public class ImportProgress {
  private static final int MOST_WARNINGS = 1_000;
  private static final int MOST_WHILE_WATCHING = 20;

  private final ImportTable imports;
  private final WarningTable warnings;
  private final Clock clock;

  @Inject
  public ImportProgress(ImportTable imports, WarningTable warnings, Clock clock) {
    this.imports = imports;
    this.warnings = warnings;
    this.clock = clock;
  }

  /** For the container's proxy. */
  ImportProgress() {
    this(null, null, null);
  }

  /** Of the imports of all nodes that are under way, or ended a moment ago; with few warnings. */
  public List<ImportResponse> current() {
    return imports.current().stream().map(job -> view(job, MOST_WHILE_WATCHING)).toList();
  }

  public ImportResponse of(JiraImport job) {
    return view(job, MOST_WARNINGS);
  }

  private ImportResponse view(JiraImport job, int most) {
    return ImportResponse.of(job, warnings.of(job.id(), most), clock.instant());
  }
}
