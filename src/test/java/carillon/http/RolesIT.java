package carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.it.Carillon;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Every path for every role, as the served document says. */
@ArquillianTest
class RolesIT {
  @Deployment(testable = false)
  static WebArchive carillon() {
    return Carillon.war();
  }

  @Test
  void everyOperationLetsInWhomTheDocumentNamesAndNobodyElse() throws Exception {
    RolesWalk walk = new RolesWalk(Carillon.BASE);
    assertThat(walk.operations()).isEqualTo(ApiDocumentTest.read().operations().size());
    assertThat(walk.deviations()).isEmpty();
  }
}
