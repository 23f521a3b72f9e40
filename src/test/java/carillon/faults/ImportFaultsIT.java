package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.jiraimport.FakeJira;
import carillon.testkit.ImportRun;
import carillon.testkit.MeasurementLog;
import carillon.testkit.SaveLoad;
import carillon.testkit.TwoNodeCluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each fault once during an import: the result equals that of an undisturbed one. */
@Tag("faults-on-demand")
class ImportFaultsIT {
  private static final int ISSUES = Integer.getInteger("carillon.faults.issues", 2000);
  private static final int CHANGES = 5;
  private static final int STEP = 100;

  /** Enough for a long import. */
  private static final Duration PAGE = Duration.ofMillis(300);

  private static final Duration FAULT = Duration.ofSeconds(2);

  @Test
  void importWithFaultsGivesSameResultAsUndisturbedOne() throws Exception {
    TwoNodeCluster twoNodeCluster = TwoNodeCluster.shared();
    try (FakeJira jira = new FakeJira(true, ISSUES, CHANGES)) {
      ImportRun calm = ImportRun.begin(twoNodeCluster.one.admin, jira, "calm");
      assertThat(calm.ended().get("state").asText()).isEqualTo("done");

      jira.answerAfter(PAGE);
      ImportRun disturbed = ImportRun.begin(twoNodeCluster.one.admin, jira, "disturbed");
      Map<String, FaultScenario.Step> faults = faults(twoNodeCluster);
      for (Map.Entry<String, FaultScenario.Step> fault : faults.entrySet()) {
        assertThat(disturbed.goesOnBy(STEP)).as("not ended before: " + fault.getKey()).isTrue();
        fault.getValue().run();
      }
      assertThat(disturbed.ended().get("state").asText())
          .as(disturbed.now().toString())
          .isEqualTo("done");
      MeasurementLog.record(
          "an import of %d issues through %s: done, equal row by row"
              .formatted(ISSUES, faults.keySet()));
      assertThat(disturbed.rows()).isEqualTo(calm.rows());
    }
  }

  /** In order; each fault ends with its step. */
  private static Map<String, FaultScenario.Step> faults(TwoNodeCluster twoNodeCluster) {
    Map<String, FaultScenario.Step> faults = new LinkedHashMap<>();
    faults.put("both cut off from the database", () -> cutOff(twoNodeCluster));
    faults.put("the database crashed", () -> crashed(twoNodeCluster));
    faults.put("Redis killed", () -> restarted(twoNodeCluster));
    faults.put("FLUSHALL", twoNodeCluster.redis::flushAll);
    faults.put("the mail server gone", () -> withoutMail(twoNodeCluster));
    faults.put("its server killed", () -> killed(twoNodeCluster.one));
    return faults;
  }

  private static void restarted(TwoNodeCluster twoNodeCluster) throws Exception {
    twoNodeCluster.redis.kill();
    SaveLoad.waitFor(FAULT);
    twoNodeCluster.redis.start();
  }

  private static void withoutMail(TwoNodeCluster twoNodeCluster) throws Exception {
    twoNodeCluster.inbox.stop();
    SaveLoad.waitFor(FAULT);
    twoNodeCluster.inbox.start();
  }

  private static void cutOff(TwoNodeCluster twoNodeCluster) {
    twoNodeCluster.members().forEach(member -> member.database.cut());
    SaveLoad.waitFor(FAULT);
    twoNodeCluster.members().forEach(member -> member.database.heal());
    twoNodeCluster.members().forEach(member -> member.server.awaitReady());
  }

  private static void crashed(TwoNodeCluster twoNodeCluster) throws Exception {
    twoNodeCluster.postgres.stop();
    SaveLoad.waitFor(FAULT);
    twoNodeCluster.postgres.startAgain();
    twoNodeCluster.members().forEach(member -> member.server.awaitReady());
  }

  private static void killed(TwoNodeCluster.Member member) throws Exception {
    member.server.kill();
    member.server.start();
  }
}
