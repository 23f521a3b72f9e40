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

/** The application is taken off the running server and put back. */
@Tag("servers")
class UndeployIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void noConnectionToTheMailServerStaysOpen() throws Exception {
    SharedServer sharedServer = SharedServer.shared();
    SampleTracker.Saved saved = sharedServer.tracker(1).save();
    assertThat(saved.notification()).isEqualTo("queued");
    await("a kept connection").atMost(SOON).until(() -> sharedServer.inbox.openConversations() > 0);

    try (Management management = sharedServer.server.management()) {
      management.deployment("undeploy");
      await("the end of the kept connections")
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
