package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.testkit.ExpectedMails;
import carillon.testkit.Mail;
import carillon.testkit.SampleTracker;
import carillon.testkit.SharedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Coalesced changes, over HTTP in a real server: one mail for each recipient. */
@Tag("servers")
class CoalescingIT {
  private static final int RECIPIENTS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private SharedServer sharedServer;
  private SampleTracker tracker;

  @BeforeEach
  void start() throws IOException {
    sharedServer = SharedServer.shared();
    tracker = sharedServer.tracker(RECIPIENTS);
    sharedServer.set("carillon.coalesce.max", "PT5M");
    idle("PT8S");
  }

  @AfterEach
  void restoreSettings() throws IOException {
    idle("");
  }

  private void idle(String idle) throws IOException {
    sharedServer.set("carillon.coalesce.idle", idle);
  }

  /** A new artifact whose mails have arrived: a creation is not coalesced. */
  private long artifact() {
    SampleTracker.Saved saved = tracker.save();
    arrived(saved.changeset());
    return saved.artifact();
  }

  private List<Long> edits(long artifact, int count) {
    return IntStream.range(0, count).mapToObj(i -> tracker.edit(artifact).changeset()).toList();
  }

  private void arrived(long changeset) {
    new ExpectedMails(sharedServer.inbox, tracker.mails(List.of(changeset)))
        .awaitArrival(PATIENCE)
        .assertNoDuplicates();
  }

  private List<Mail> received(List<Long> changesets) {
    Set<Mail> received = sharedServer.inbox.received().keySet();
    return tracker.mails(changesets).stream().filter(received::contains).toList();
  }

  /** The mail has the Message-ID of the last changeset; the others have no mail. */
  private void assertOneMailEach(List<Long> changesets) {
    long last = changesets.get(changesets.size() - 1);
    arrived(last);
    assertThat(received(changesets)).containsExactlyElementsOf(tracker.mails(List.of(last)));
  }

  @Test
  void fiftyEditsOfAnArtifactAreOneMailForEachRecipient() {
    List<Long> changesets = edits(artifact(), 50);
    assertOneMailEach(changesets);
  }

  @Test
  void killedServerNotifiesOfWaitingEditsOnceAfterRestart() throws Exception {
    List<Long> changesets = new ArrayList<>(edits(artifact(), 5));
    sharedServer.server.kill();
    assertThat(received(changesets)).isEmpty();
    sharedServer.server.start();
    assertOneMailEach(changesets);
  }

  @Test
  void bulkChangeOf500ArtifactsIsOneMailForEachRecipient() {
    List<Long> artifacts =
        IntStream.range(0, 500).mapToObj(i -> tracker.saveSilently().artifact()).toList();
    List<Long> changesets = tracker.editTogether(artifacts);
    assertThat(changesets).hasSize(500);
    assertOneMailEach(changesets);
  }
}
