package carillon.faults;

import static carillon.testkit.SaveLoad.pass;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.testkit.MeasurementLog;
import carillon.testkit.Post;
import carillon.testkit.SampleTracker;
import carillon.testkit.SaveLoad;
import carillon.testkit.SharedServer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The mail server goes away while people save, and comes back. */
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
    pass(BEFORE);
    sharedServer.inbox.stop();
    long before = jobs(sharedServer);
    pass(DOWN);
    long inVain = jobs(sharedServer) - before - PER_SECOND * DOWN.toSeconds();
    saveLoad.close();
    sharedServer.inbox.start();
    long back = System.nanoTime();
    MeasurementLog.say(saveLoad.table("Saves with the mail server down"));
    assertThat(saveLoad.failures()).isEmpty();
    // Each waits after its first run; one after the other finds out whether the relay is back.
    MeasurementLog.say(
        "Jobs in %d s that only learnt it is away: %d".formatted(DOWN.toSeconds(), inVain));
    assertThat(inVain).isLessThan(4 * DOWN.toSeconds());
    Post post =
        new Post(sharedServer.inbox, tracker.mails(saveLoad.changesets()))
            .arrives(Duration.ofSeconds(30));
    MeasurementLog.say(
        "All mails there %d ms after the mail server came back"
            .formatted((System.nanoTime() - back) / 1_000_000));
    post.eachOnce();
  }

  private static long jobs(SharedServer sharedServer) {
    return sharedServer.queue("notifications").get("counters").get("done").asLong();
  }
}
