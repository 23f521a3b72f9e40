package carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.webhook.WebhookDelivery.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** On the database's clock, however far this server's is from it: here years. */
class WebhookDeliveryTest {
  private static final Instant CREATED = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant NEXT = CREATED.plusSeconds(5);

  private static WebhookDelivery read(State state, Instant readAt) {
    return new WebhookDelivery(
        1, 1, 1L, "msg", state, 0, CREATED, CREATED, NEXT, null, null, null, readAt);
  }

  @Test
  void itIsDueWhenTheDatabaseSaysSo() {
    assertThat(read(State.DEFERRED, CREATED).toNext()).isEqualTo(Duration.ofSeconds(5));
    assertThat(read(State.DEFERRED, NEXT).toNext()).isZero();
    assertThat(read(State.DEFERRED, NEXT.plusSeconds(1)).toNext()).isZero();
  }

  @Test
  void itsAnswerIsAwaitedUntilThen() {
    assertThat(read(State.SENDING, CREATED).isAwaited()).isTrue();
    assertThat(read(State.SENDING, NEXT).isAwaited()).isFalse();
    assertThat(read(State.DEFERRED, CREATED).isAwaited()).isFalse();
  }

  @Test
  void itsAgeIsThatOfItsRow() {
    assertThat(read(State.DEFERRED, NEXT).age()).isEqualTo(Duration.ofSeconds(5));
  }
}
