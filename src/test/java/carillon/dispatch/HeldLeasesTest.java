package carillon.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.job.engine.NodeName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose leases they are. */
class HeldLeasesTest {
  private static final String KEY = "jboss.node.name";

  @AfterEach
  void forget() {
    System.clearProperty(KEY);
  }

  @Test
  void theOwnerIsTheNodeByTheNameThatAllOthersSee() {
    assertThat(new HeldLeases().owner()).startsWith(NodeName.ofThisServer() + ".");
    System.setProperty(KEY, "node-7");
    assertThat(new HeldLeases().owner()).startsWith("node-7.");
    assertThat(new HeldLeases().owner()).isNotEqualTo(new HeldLeases().owner());
  }

  @Test
  void aLongNameFitsIntoItsColumn() {
    System.setProperty(KEY, "n".repeat(253));
    assertThat(new HeldLeases().owner()).hasSizeLessThanOrEqualTo(120);
  }
}
