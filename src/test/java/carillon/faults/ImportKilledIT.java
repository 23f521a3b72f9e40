package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.jiraimport.FakeJira;
import carillon.testkit.ImportRun;
import carillon.testkit.MeasurementLog;
import carillon.testkit.SharedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of the server during an import: the result equals that of an undisturbed one.
 * More kills with {@code -Dcarillon.faults.kills=10}.
 */
@Tag("faults-on-demand")
class ImportKilledIT {
  private static final int KILLS = Integer.getInteger("carillon.faults.kills", 2);
  private static final int ISSUES = Integer.getInteger("carillon.faults.issues", 600);
  private static final int CHANGES = 5;

  @Test
  void killedImportGivesSameResultAsUndisturbedOne() throws Exception {
    SharedServer sharedServer = SharedServer.shared();
    try (FakeJira jira = new FakeJira(true, ISSUES, CHANGES)) {
      ImportRun calm = ImportRun.begin(sharedServer.admin, jira, "calm");
      JsonNode undisturbed = calm.ended();
      assertThat(undisturbed.get("state").asText()).isEqualTo("done");

      ImportRun disturbed = ImportRun.begin(sharedServer.admin, jira, "disturbed");
      long[] moments = moments();
      int killed = 0;
      while (killed < KILLS && disturbed.comesTo(moments[killed])) {
        sharedServer.server.kill();
        killed++;
        sharedServer.server.start();
      }
      JsonNode done = disturbed.ended();
      MeasurementLog.record(
          "an import of %d issues killed %d times: done, %d issues/s undisturbed"
              .formatted(ISSUES, killed, undisturbed.get("issuesPerSecond").asInt()));

      assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("done");
      assertThat(killed).isPositive();
      assertThat(disturbed.rows()).isEqualTo(calm.rows());
    }
  }

  /** Progress (issues read plus written) before a kill: random with a fixed seed. */
  private static long[] moments() {
    return new Random(8).longs(KILLS, 1, 2L * ISSUES).sorted().toArray();
  }
}
