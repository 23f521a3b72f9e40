package carillon.jiraimport;

import carillon.jiraimport.run.ImportRunTable;
import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Tells of imports that wait for an administrator because servers died while they ran. */
@ApplicationScoped
class DeadlyImportCheck implements Check {
  private final ImportRunTable runs;

  @Inject
  DeadlyImportCheck(ImportRunTable runs) {
    this.runs = runs;
  }

  /** For the container's proxy. */
  DeadlyImportCheck() {
    this(null);
  }

  @Override
  public String id() {
    return "imports";
  }

  @Override
  public List<Finding> findings() {
    return runs.deadly().stream()
        .map(id -> Finding.error("Import %d is stopped: %s".formatted(id, ImportRunTable.DEADLY)))
        .toList();
  }
}
