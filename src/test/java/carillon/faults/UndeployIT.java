package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    Site site = Site.shared();
    SampleTracker.Saved saved = site.tracker(1).save();
    assertThat(saved.notification()).isEqualTo("queued");
    await("a kept connection").atMost(SOON).until(() -> site.inbox.openConversations() > 0);

    try (Management management = site.server.management()) {
      management.deployment("undeploy");
      await("the end of the kept connections")
          .atMost(SOON)
          .until(() -> site.inbox.openConversations() == 0);
      management.deployment("deploy");
    }

    await("ready again").atMost(SOON).until(() -> site.admin.status("/ready") == 200);
    SampleTracker tracker = site.tracker(1);
    new Post(site.inbox, tracker.mails(List.of(tracker.save().changeset())))
        .arrives(SOON)
        .eachOnce();
  }
}
