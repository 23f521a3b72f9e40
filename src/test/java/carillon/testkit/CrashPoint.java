package carillon.testkit;

import carillon.tracker.ChangesetRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ends the server's process between two instructions of a save, once: just before its commit or
 * just after it, as the file says that a test has put into the server's data directory.
 */
@ApplicationScoped
public class CrashPoint {
  public static final String BEFORE_COMMIT = "halt-before-commit";
  public static final String AFTER_COMMIT = "halt-after-commit";

  void before(@Observes(during = TransactionPhase.BEFORE_COMPLETION) ChangesetRecorded changeset)
      throws IOException {
    haltIf(BEFORE_COMMIT);
  }

  void after(@Observes(during = TransactionPhase.AFTER_SUCCESS) ChangesetRecorded changeset)
      throws IOException {
    haltIf(AFTER_COMMIT);
  }

  private static void haltIf(String file) throws IOException {
    if (Files.deleteIfExists(Path.of(System.getProperty("jboss.server.data.dir"), file))) {
      Runtime.getRuntime().halt(137);
    }
  }
}
