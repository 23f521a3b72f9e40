package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.Mail;
import carillon.testkit.SampleTracker;
import carillon.testkit.SharedServer;
import carillon.testkit.SmtpFault;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of a mail server, for mails sent inline and queued. */
@Tag("servers")
public class MailFaultsIT {
  /**
   * Inline and queued together fewer than ten: more equal refusals would count against the relay.
   */
  private static final int RECIPIENTS = 4;

  private static final Set<String> NOT_YET = Set.of("pending", "sending", "deferred");
  private static final Map<String, String> QUICK =
      Map.of(
          "carillon.mail.deferred-schedule", "PT0.5S",
          "carillon.mail.breaker-delay", "PT0.5S",
          "carillon.mail.reply-timeout", "PT1S",
          "carillon.mail.final-reply-timeout", "PT1S");

  private SharedServer sharedServer;

  @BeforeEach
  void server() throws Exception {
    sharedServer = SharedServer.shared();
    for (Map.Entry<String, String> setting : QUICK.entrySet()) {
      sharedServer.set(setting.getKey(), setting.getValue());
    }
  }

  @AfterEach
  void restoreSettings() throws Exception {
    sharedServer.inbox.faults().begin(SmtpFault.NONE);
    sharedServer.set("sys_async_emails", "all");
    sharedServer.set("carillon.mail.unknown-policy", "retry");
    sharedServer.set("carillon.mail.deferred-schedule", "PT2S");
    sharedServer.set("carillon.mail.breaker-delay", "PT2S");
    sharedServer.set("carillon.mail.reply-timeout", "PT30S");
    sharedServer.set("carillon.mail.final-reply-timeout", "PT5M");
  }

  @ParameterizedTest(name = "{0}, policy {1}: each {2} in {3} attempts, {4} copies")
  @CsvSource({
    "NONE,              retry, sent,    1, 1",
    "TEMPORARY,         retry, sent,    2, 1",
    "TEMPORARY_CONTENT, retry, sent,    2, 1",
    "PERMANENT,         retry, failed,  1, 0",
    "POLICY,            retry, failed,  1, 0",
    "DROP_IN_CONTENT,   retry, sent,    2, 1",
    "DROP_AFTER_DOT,    retry, sent,    2, 2",
    "DROP_AFTER_DOT,    hold,  unknown, 1, 1",
    "SLOW_DOT,          retry, sent,    2, 2",
    "HANG,              retry, sent,    2, 1",
    "LOSE,              retry, sent,    1, 0",
    "CLOSING_AFTER_TWO, retry, sent,    1, 1",
    "REFUSE,            retry, sent,    1, 1",
    "SLOW_COMMANDS,     retry, sent,    1, 1"
  })
  void noMailIsLostOrDuplicated(
      SmtpFault smtpFault, String policy, String state, int attempts, int copies) throws Exception {
    sharedServer.set("carillon.mail.unknown-policy", policy);
    for (String mode : List.of("inline", "queued")) {
      sharedServer.set("sys_async_emails", mode.equals("inline") ? "false" : "all");
      SampleTracker tracker = sharedServer.tracker(RECIPIENTS);
      sharedServer.inbox.faults().begin(smtpFault);

      SampleTracker.Saved saved = tracker.save();

      assertThat(saved.notification()).isEqualTo(mode);
      assertThat(ended(saved.changeset()))
          .as(mode)
          .containsOnly(Map.entry(state + " after " + attempts, RECIPIENTS));
      assertThat(copies(tracker, saved.changeset())).as(mode).containsOnly(copies);
    }
  }

  private List<Integer> copies(SampleTracker tracker, long changeset) {
    Map<Mail, Integer> received = sharedServer.inbox.received();
    return tracker.mails(List.of(changeset)).stream()
        .map(mail -> received.getOrDefault(mail, 0))
        .toList();
  }

  /** Number of deliveries by final status and attempts. */
  private Map<String, Integer> ended(long changeset) {
    return await("final status of the deliveries of changeset " + changeset)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> ends(changeset), ends -> !ends.isEmpty());
  }

  private Map<String, Integer> ends(long changeset) {
    Map<String, Integer> ends = new TreeMap<>();
    for (JsonNode delivery : deliveries(changeset)) {
      String state = delivery.get("state").asText();
      if (NOT_YET.contains(state)) {
        return Map.of();
      }
      ends.merge(state + " after " + delivery.get("attempts").asInt(), 1, Integer::sum);
    }
    return ends;
  }

  private JsonNode deliveries(long changeset) {
    return sharedServer.admin.get("/changesets/" + changeset + "/deliveries").get("deliveries");
  }
}
