package carillon.it;

import java.io.File;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application as it is shipped: {@code target/carillon.war}. */
public final class Carillon {
  /** Where the tests' server serves it, without a slash at the end. */
  public static final String BASE =
      "http://localhost:"
          + (8080 + Integer.getInteger("carillon.it.port-offset", 10000))
          + "/carillon";

  private Carillon() {}

  /** A file in the tests' server's log directory. */
  public static Path log(String name) {
    return Services.base().resolve("log").resolve(name);
  }

  /** For {@code @Deployment(testable = false)}. */
  public static WebArchive war() {
    return ShrinkWrap.create(ZipImporter.class, "carillon.war")
        .importFrom(new File(System.getProperty("carillon.it.war")))
        .as(WebArchive.class);
  }
}
