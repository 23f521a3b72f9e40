package carillon.http.limits;

import carillon.config.Settings;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.function.Supplier;

/**
 * Puts {@link BodyReader} before the whole application. Undertow finds it as a service, so it needs
 * nothing in the server's configuration.
 */
public final class RequestBodies implements ServletExtension {
  private static final String SETTINGS = Settings.class.getName();

  /** All bodies together may take this part of the heap; parsing takes about as much again. */
  private static final int PART_OF_HEAP = 8;

  @Override
  public void handleDeployment(DeploymentInfo deployment, ServletContext application) {
    BodyMemory memory = new BodyMemory(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    Supplier<Settings> settings = () -> (Settings) application.getAttribute(SETTINGS);
    deployment.addInitialHandlerChainWrapper(next -> new BodyReader(next, settings, memory));
  }

  /** Hands the settings over: the extension is no bean. */
  @WebListener
  public static class Handover implements ServletContextListener {
    @Inject Settings settings;

    @Override
    public void contextInitialized(ServletContextEvent event) {
      event.getServletContext().setAttribute(SETTINGS, settings);
    }
  }
}
