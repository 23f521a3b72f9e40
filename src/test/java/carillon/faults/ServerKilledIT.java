package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.ExpectedMails;
import carillon.testkit.MeasurementLog;
import carillon.testkit.SampleTracker;
import carillon.testkit.SaveLoad;
import carillon.testkit.SharedServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of the server while it drains its queue loses no mail. */
@Tag("faults-on-demand")
class ServerKilledIT {
  private static final int CHANGESETS = 1_000;
  private static final int RECIPIENTS = 3;
  private static final int PEOPLE = 4;

  @Test
  void everyRecipientGetsEveryMail() throws Exception {
    SharedServer sharedServer = SharedServer.shared();
    SampleTracker tracker = sharedServer.tracker(RECIPIENTS);
    sharedServer.inbox.hold();
    List<Long> changesets = saved(tracker);
    int before = sharedServer.inbox.receivedMails();
    sharedServer.inbox.answerAfter(Duration.ofMillis(5));
    sharedServer.inbox.release();
    await("the drain")
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(60))
        .until(() -> sharedServer.inbox.receivedMails() - before >= CHANGESETS);
    int open = sharedServer.inbox.openConversations();
    sharedServer.server.kill();
    int drained = sharedServer.inbox.receivedMails() - before;
    assertThat(drained).as("mails sent before the kill").isLessThan(CHANGESETS * RECIPIENTS);

    long restart = System.nanoTime();
    sharedServer.server.start();
    long ready = System.nanoTime();
    sharedServer.inbox.answerAfter(Duration.ZERO);
    ExpectedMails expectedMails =
        new ExpectedMails(sharedServer.inbox, tracker.mails(changesets))
            .awaitArrival(Duration.ofSeconds(30));
    MeasurementLog.record(
        "kill -9 after %d of %d mails: ready again after %d ms, all mails arrived %d ms later, %d twice, %d conversations open at the kill"
            .formatted(
                drained,
                CHANGESETS * RECIPIENTS,
                (ready - restart) / 1_000_000,
                (System.nanoTime() - ready) / 1_000_000,
                expectedMails.duplicates(),
                open));
    assertThat(expectedMails.duplicates()).isLessThanOrEqualTo(open);
  }

  private static List<Long> saved(SampleTracker tracker) {
    SaveLoad saveLoad = SaveLoad.atOnce(tracker, CHANGESETS, PEOPLE);
    assertThat(saveLoad.failures()).isEmpty();
    assertThat(saveLoad.changesets()).hasSize(CHANGESETS);
    return saveLoad.changesets();
  }
}
