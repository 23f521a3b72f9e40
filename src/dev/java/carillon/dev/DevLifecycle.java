package carillon.dev;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;

/**
 * Starts the dev services before the first bean exists, and ends them after the last is gone:
 * workers that drain still have their Redis.
 */
public final class DevLifecycle implements Extension {
  void start(@Observes BeforeBeanDiscovery event) {
    DevServices.instance().start();
  }

  void stop(@Observes BeforeShutdown event) {
    DevServices.instance().stop();
  }
}
