package carillon.it;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts Redis and the mail server before Arquillian reads where they are, and ends them after the
 * last test. Does nothing for unit tests: only the integration tests' run says where the server is.
 */
public final class ItServices implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (System.getProperty("carillon.it.home") != null) {
      Services.start();
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    Services.stop();
  }
}
