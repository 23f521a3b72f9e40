package carillon.systemcheck;

import carillon.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Finds settings that were changed live to something that is not allowed. */
@ApplicationScoped
class SettingsCheck implements Check {
  private final Settings settings;

  @Inject
  SettingsCheck(Settings settings) {
    this.settings = settings;
  }

  /** For the container's proxy. */
  SettingsCheck() {
    this(null);
  }

  @Override
  public String id() {
    return "settings";
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public List<Finding> findings() {
    return settings.invalid().stream()
        .map(complaint -> Finding.warning(complaint + "; the last valid value stays in force."))
        .toList();
  }
}
