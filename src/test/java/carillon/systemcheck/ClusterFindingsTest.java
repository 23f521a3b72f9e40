package carillon.systemcheck;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.node.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The system check tells of all nodes, whichever of them runs it. */
class ClusterFindingsTest {
  private static final Finding DISK = Finding.error("The disk is full.");
  private static final Finding URL = Finding.warning("Set carillon.base-url.");

  @Test
  void whatOneOfTwoNodesFindsNamesIt() {
    assertThat(ClusterFindings.of(List.of(node("a", URL), node("b", URL, DISK))))
        .containsExactly(URL, Finding.error("Node b: The disk is full."));
  }

  @Test
  void whatSomeOfThemFindIsSaidOnce() {
    assertThat(ClusterFindings.of(List.of(node("a"), node("b", DISK), node("c", DISK, DISK))))
        .containsExactly(Finding.error("Node b, c: The disk is full."));
  }

  @Test
  void aSingleNodeNeedsNoName() {
    assertThat(ClusterFindings.of(List.of(node("a", DISK)))).containsExactly(DISK);
  }

  @Test
  void aSilentNodeIsAFinding() {
    NodeState<Finding> silent =
        new NodeState<>("b", false, Instant.parse("2026-01-01T12:00:00Z"), true, List.of());
    assertThat(ClusterFindings.of(List.of(node("a", URL), silent)))
        .extracting(Finding::text)
        .satisfiesExactly(
            text -> assertThat(text).contains("Node b has said nothing since 2026-01-01T12:00:00Z"),
            text -> assertThat(text).isEqualTo(URL.text()));
  }

  @Test
  void twoNodesOfOneNameAreAFinding() {
    assertThat(ClusterFindings.of(List.of(node("a"), node("a"))))
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("jboss.node.name"));
  }

  @Test
  void localChecksLookApartFromTheOthers() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    Check local =
        new Check() {
          @Override
          public String id() {
            return "local";
          }

          @Override
          public boolean local() {
            return true;
          }

          @Override
          public List<Finding> findings() {
            looks.incrementAndGet();
            return List.of(DISK);
          }
        };
    Check shared =
        new Check() {
          @Override
          public String id() {
            return "shared";
          }

          @Override
          public List<Finding> findings() {
            return List.of(URL);
          }
        };
    CheckRound round =
        new CheckRound(
            List.of(local, shared),
            new ParallelChecks(look -> new Thread(look).start(), Duration.ofSeconds(10)));
    LocalFindings findings = new LocalFindings(round);
    assertThat(findings.now()).isEmpty();

    findings.look();

    assertThat(findings.now()).containsExactly(DISK);
    assertThat(round.findings(false)).containsExactly(URL);
    assertThat(looks).hasValue(1);
  }

  private static NodeState<Finding> node(String name, Finding... findings) {
    return new NodeState<>(name, false, Instant.EPOCH, false, List.of(findings));
  }
}
