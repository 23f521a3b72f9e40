package carillon.dev;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The settings of the dev services, below system properties and environment, above the files. */
public final class DevSettings implements ConfigSource {
  private final Map<String, String> settings = DevServices.instance().settings();

  @Override
  public int getOrdinal() {
    return 150;
  }

  @Override
  public String getName() {
    return "dev services";
  }

  @Override
  public Set<String> getPropertyNames() {
    return settings.keySet();
  }

  @Override
  public String getValue(String name) {
    return settings.get(name);
  }
}
