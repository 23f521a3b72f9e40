package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.ExpectedMails;
import carillon.testkit.Management;
import carillon.testkit.SampleTracker;
import carillon.testkit.SharedServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The application is undeployed from the running server and deployed again. */
@Tag("servers")
class UndeployIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void undeployClosesConnectionsToTheMailServer() throws Exception {
    SharedServer sharedServer = SharedServer.shared();
    SampleTracker.Saved saved = sharedServer.tracker(1).save();
    assertThat(saved.notification()).isEqualTo("queued");
    await("a pooled connection")
        .atMost(SOON)
        .until(() -> sharedServer.inbox.openConversations() > 0);

    try (Management management = sharedServer.server.management()) {
      management.deployment("undeploy");
      await("closed pooled connections")
          .atMost(SOON)
          .until(() -> sharedServer.inbox.openConversations() == 0);
      management.deployment("deploy");
    }

    await("ready again").atMost(SOON).until(() -> sharedServer.admin.status("/ready") == 200);
    SampleTracker tracker = sharedServer.tracker(1);
    new ExpectedMails(sharedServer.inbox, tracker.mails(List.of(tracker.save().changeset())))
        .awaitArrival(SOON)
        .assertNoDuplicates();
  }
}
