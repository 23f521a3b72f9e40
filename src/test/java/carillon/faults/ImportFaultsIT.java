package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.jiraimport.FakeJira;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything fails once during an import, and the result is that of an undisturbed one. */
@Tag("faults-on-demand")
class ImportFaultsIT {
  private static final int ISSUES = Integer.getInteger("carillon.faults.issues", 2000);
  private static final int CHANGES = 5;
  private static final int STEP = 100;

  /** So that it lasts. */
  private static final Duration PAGE = Duration.ofMillis(300);

  private static final Duration FAULT = Duration.ofSeconds(2);

  @Test
  void theResultIsTheSameRowByRow() throws Exception {
    Pair pair = Pair.shared();
    try (FakeJira jira = new FakeJira(true, ISSUES, CHANGES)) {
      ImportRun calm = ImportRun.begin(pair.one.admin, jira, "calm");
      assertThat(calm.ended().get("state").asText()).isEqualTo("done");

      jira.answerAfter(PAGE);
      ImportRun disturbed = ImportRun.begin(pair.one.admin, jira, "disturbed");
      Map<String, Trial.Step> faults = faults(pair);
      for (Map.Entry<String, Trial.Step> fault : faults.entrySet()) {
        assertThat(disturbed.goesOnBy(STEP)).as("not ended before: " + fault.getKey()).isTrue();
        fault.getValue().run();
      }
      assertThat(disturbed.ended().get("state").asText())
          .as(disturbed.now().toString())
          .isEqualTo("done");
      Figures.say(
          "an import of %d issues through %s: done, equal row by row"
              .formatted(ISSUES, faults.keySet()));
      assertThat(disturbed.rows()).isEqualTo(calm.rows());
    }
  }

  /** In the order in which they happen; each is over when its step is. */
  private static Map<String, Trial.Step> faults(Pair pair) {
    Map<String, Trial.Step> faults = new LinkedHashMap<>();
    faults.put("both cut off from the database", () -> cutOff(pair));
    faults.put("the database crashed", () -> crashed(pair));
    faults.put("Redis killed", () -> restarted(pair));
    faults.put("FLUSHALL", pair.redis::flushAll);
    faults.put("the mail server gone", () -> withoutMail(pair));
    faults.put("its server killed", () -> killed(pair.one));
    return faults;
  }

  private static void restarted(Pair pair) throws Exception {
    pair.redis.kill();
    Saves.pass(FAULT);
    pair.redis.start();
  }

  private static void withoutMail(Pair pair) throws Exception {
    pair.inbox.stop();
    Saves.pass(FAULT);
    pair.inbox.start();
  }

  private static void cutOff(Pair pair) {
    pair.members().forEach(member -> member.database.cut());
    Saves.pass(FAULT);
    pair.members().forEach(member -> member.database.heal());
    pair.members().forEach(member -> member.server.ready());
  }

  private static void crashed(Pair pair) throws Exception {
    pair.postgres.stop();
    Saves.pass(FAULT);
    pair.postgres.startAgain();
    pair.members().forEach(member -> member.server.ready());
  }

  private static void killed(Pair.Member member) throws Exception {
    member.server.kill();
    member.server.start();
  }
}
