package carillon.faults;

import static carillon.testkit.SaveLoad.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.testkit.ExpectedMails;
import carillon.testkit.MeasurementLog;
import carillon.testkit.SampleTracker;
import carillon.testkit.SaveLoad;
import carillon.testkit.SharedServer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The mail server stops while users save, and starts again. */
@Tag("faults-on-demand")
class MailServerDownIT {
  private static final Duration BEFORE = Duration.ofSeconds(2);
  private static final Duration DOWN = Duration.ofSeconds(10);
  private static final int PER_SECOND = 10;

  @Test
  void noSaveFailsAndAllMailsArriveOnce() throws Exception {
    SharedServer sharedServer = SharedServer.shared();
    SampleTracker tracker = sharedServer.tracker(2);
    SaveLoad saveLoad = new SaveLoad(tracker).start(PER_SECOND);
    waitFor(BEFORE);
    sharedServer.inbox.stop();
    long before = jobs(sharedServer);
    waitFor(DOWN);
    long wastedRuns = jobs(sharedServer) - before - PER_SECOND * DOWN.toSeconds();
    saveLoad.close();
    sharedServer.inbox.start();
    long back = System.nanoTime();
    MeasurementLog.record(saveLoad.summary("Saves with the mail server down"));
    assertThat(saveLoad.failures()).isEmpty();
    // Each job waits after its first attempt; one at a time probes the relay.
    MeasurementLog.record(
        "Jobs in %d s that found the relay unavailable: %d"
            .formatted(DOWN.toSeconds(), wastedRuns));
    assertThat(wastedRuns).isLessThan(4 * DOWN.toSeconds());
    ExpectedMails expectedMails =
        new ExpectedMails(sharedServer.inbox, tracker.mails(saveLoad.changesets()))
            .awaitArrival(Duration.ofSeconds(30));
    MeasurementLog.record(
        "All mails arrived %d ms after the mail server started"
            .formatted((System.nanoTime() - back) / 1_000_000));
    expectedMails.assertNoDuplicates();
  }

  private static long jobs(SharedServer sharedServer) {
    return sharedServer.queue("notifications").get("counters").get("done").asLong();
  }
}
