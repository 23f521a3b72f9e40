package carillon.systemcheck;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Finds that nobody said under which address people reach Carillon. Dev services do say it. */
@ApplicationScoped
class BaseUrlCheck implements Check {
  private final Settings settings;

  @Inject
  BaseUrlCheck(Settings settings) {
    this.settings = settings;
  }

  /** For the container's proxy. */
  BaseUrlCheck() {
    this(null);
  }

  @Override
  public String id() {
    return "base-url";
  }

  @Override
  public List<Finding> findings() {
    return settings.isSet(SettingsTable.BASE_URL)
        ? List.of()
        : List.of(
            Finding.warning(
                "The links in mails lead to "
                    + settings.get(SettingsTable.BASE_URL)
                    + ": set carillon.base-url to the address that people use."));
  }
}
