package carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.engine.JobQueue;
import carillon.job.engine.JobState;
import carillon.job.engine.JobView;
import carillon.job.engine.NewJob;
import jakarta.inject.Inject;
import java.io.File;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Inside the real server, with a real Redis: a handler is one class, and what becomes of its jobs.
 */
@ArquillianTest
class JobHandlerIT {
  @Inject JobQueue queue;
  @Inject Countdown countdown;

  @Deployment
  static WebArchive carillonWithOneMoreHandler() {
    return Carillon.war()
        .addClass(Countdown.class)
        .addAsLibraries(jarOf(Assertions.class), jarOf(Awaitility.class), jarOf(Matcher.class));
  }

  private static File jarOf(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  @Test
  void aFailedJobIsTriedAgainUntilItSucceeds() {
    JobId id = enqueue("{\"rocket\":\"third time lucky\",\"fliesAt\":3}");

    await().atMost(Duration.ofSeconds(10)).until(() -> state(id) == JobState.DONE);
    assertThat(countdown.attemptsOf("third time lucky")).containsExactly(1, 2, 3);
  }

  @Test
  void aJobWithoutAttemptsLeftIsADeadLetterWithItsError() {
    JobId id = enqueue("{\"rocket\":\"never\",\"fliesAt\":99}");

    await().atMost(Duration.ofSeconds(10)).until(() -> state(id) == JobState.DEAD);
    assertThat(countdown.attemptsOf("never")).containsExactly(1, 2, 3);
    assertThat(queue.find(id).orElseThrow().lastError())
        .contains("IllegalStateException")
        .contains("not yet");
  }

  @Test
  void aMalformedPayloadIsBuriedAtOnce() {
    JobId id = enqueue("{\"fliesAt\":1}");

    await().atMost(Duration.ofSeconds(10)).until(() -> state(id) == JobState.DEAD);
  }

  private JobId enqueue(String payload) {
    NewJob job =
        NewJob.of(QueueName.BACKGROUND, "test.countdown", payload, 0).kept(Duration.ofMinutes(1));
    return queue.enqueue(List.of(job)).get(0);
  }

  private JobState state(JobId id) {
    return queue.find(id).map(JobView::state).orElse(null);
  }
}
