package carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.outbound.HttpReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What follows from an answer, a failure or a pause. */
class AttemptResultTest {
  @Test
  void deliveryIsGivenUpAfterTheWholeRetrySchedule() {
    Duration rest = Duration.ofSeconds(5);
    Duration days = Duration.ofDays(3);
    assertThat(AttemptResult.postponed(rest, days.minusSeconds(1), days, "").again())
        .isEqualTo(rest);
    assertThat(AttemptResult.postponed(rest, days, days, "").state())
        .isEqualTo(WebhookDelivery.State.FAILED);
  }

  @Test
  void deliveryIsNotRetriedBeforeTheEndpointAsksForIt() {
    List<Duration> schedule = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5));
    HttpReply busy = new HttpReply(429, Map.of("retry-after", "40"), new byte[0], false);

    assertThat(AttemptResult.of(busy, 0, schedule).again()).hasSeconds(40);
    assertThat(AttemptResult.of(busy, 1, schedule).again()).isEqualTo(Duration.ofMinutes(5));
    assertThat(AttemptResult.of(busy, 2, schedule).again()).as("given up").isNull();
  }
}
