package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.SampleTracker;
import carillon.testkit.SharedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Settings changed over WildFly management while the server runs. */
@Tag("servers")
class LiveSettingsIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  private SharedServer sharedServer;
  private SampleTracker tracker;

  @BeforeEach
  void server() throws Exception {
    sharedServer = SharedServer.shared();
    tracker = sharedServer.tracker(1);
  }

  @AfterEach
  void restoreSettings() throws Exception {
    sharedServer.set("sys_async_emails", "all");
    sharedServer.set("sys_nb_backend_workers", "4");
  }

  @Test
  void switchFromInlineToQueuedAppliesToAllProjects() throws Exception {
    sharedServer.set("sys_async_emails", "false");
    savesAre("inline");
    sharedServer.set("sys_async_emails", "all");
    savesAre("queued");
  }

  @Test
  void queuedModeCanApplyToOneProjectOnly() throws Exception {
    SampleTracker other = sharedServer.tracker(1);
    sharedServer.set("sys_async_emails", Long.toString(tracker.project()));
    savesAre("queued");
    assertThat(other.save().notification()).isEqualTo("inline");
  }

  @Test
  void invalidValueChangesNothingAndIsReportedBySystemCheck() throws Exception {
    sharedServer.set("sys_async_emails", "all");
    savesAre("queued");
    sharedServer.set("sys_async_emails", "101;102");
    await("the finding")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode event = sharedServer.admin.post("/system-checks", null);
              assertThat(event.get("status").asText()).isEqualTo("WARNING");
              assertThat(event.get("log").asText()).contains("sys_async_emails", "101;102");
            });
    savesAre("queued");
  }

  @Test
  void numberOfWorkersFollowsSetting() throws Exception {
    sharedServer.set("sys_nb_backend_workers", "1");
    await("one worker").atMost(Duration.ofSeconds(30)).until(() -> workers() == 1);
    sharedServer.set("sys_nb_backend_workers", "4");
    await("four workers").atMost(SOON).until(() -> workers() == 4);
  }

  private void savesAre(String notification) {
    await("saves " + notification)
        .atMost(SOON)
        .until(() -> tracker.save().notification().equals(notification));
  }

  private long workers() {
    long count = 0;
    for (JsonNode worker : sharedServer.admin.get("/workers").get("items")) {
      count += worker.get("queue").asText().equals("notifications") ? 1 : 0;
    }
    return count;
  }
}
