package carillon.systemcheck;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;

/**
 * Finds that nobody said under which address people reach Carillon, or that mail programs will not
 * use it. Dev services do say it.
 */
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
  public boolean local() {
    return true;
  }

  @Override
  public List<Finding> findings() {
    URI url = settings.get(SettingsTable.BASE_URL);
    if (!settings.isSet(SettingsTable.BASE_URL)) {
      return List.of(
          Finding.warning(
              "The links in mails lead to "
                  + url
                  + ": set carillon.base-url to the address that people use."));
    }
    return "https".equalsIgnoreCase(url.getScheme()) || "localhost".equals(url.getHost())
        ? List.of()
        : List.of(
            Finding.warning(
                "carillon.base-url is not an https address: mail programs then offer no"
                    + " unsubscribing with one click (RFC 8058)."));
  }
}
