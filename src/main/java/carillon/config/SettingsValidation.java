package carillon.config;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/** Stops the deployment when a setting is not allowed, before anything else has started. */
@ApplicationScoped
class SettingsValidation {

  void atStart(
      @Observes
          @Priority(Interceptor.Priority.PLATFORM_BEFORE)
          @Initialized(ApplicationScoped.class)
          Object deployment,
      Settings settings) {
    settings.validate();
  }
}
