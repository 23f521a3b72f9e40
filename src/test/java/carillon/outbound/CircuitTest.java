package carillon.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HostCircuitTest {
  private static final IOException FAULT = new IOException("refused");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Circuit circuit = new Circuit(Duration.ofSeconds(30), new Settable());

  private final class Settable extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private void faults(int count) throws CircuitOpenException {
    for (int i = 0; i < count; i++) {
      circuit.admit().accept(FAULT);
    }
  }

  @Test
  void afterFiveFaultsInARowItRestsAndOneTriesAfterwards() throws Exception {
    faults(5);
    assertThatThrownBy(circuit::admit)
        .isInstanceOfSatisfying(
            CircuitOpenException.class,
            rests -> assertThat(rests.rest()).isEqualTo(Duration.ofSeconds(30)));

    now = now.plusSeconds(31);
    Consumer<Throwable> trial = circuit.admit();
    assertThatThrownBy(circuit::admit).isInstanceOf(CircuitOpenException.class);
    trial.accept(null);
    circuit.admit().accept(null);
  }

  @Test
  void theRestGrows() throws Exception {
    faults(5);
    now = now.plusSeconds(31);
    faults(1);
    now = now.plusSeconds(31);
    assertThatThrownBy(circuit::admit).isInstanceOf(CircuitOpenException.class);
    now = now.plusSeconds(30);
    circuit.admit().accept(null);
  }

  @Test
  void aSuccessBetweenFaultsKeepsItOpen() throws Exception {
    faults(4);
    circuit.admit().accept(null);
    faults(4);
    circuit.admit().accept(null);
  }

  private Duration rest() {
    return catchThrowableOfType(CircuitOpenException.class, circuit::admit).rest();
  }

  @Test
  void whileSeveralWaitTooLongNoOtherIsSent() throws Exception {
    List<Consumer<Throwable>> hanging = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      now = now.plusMillis(501);
      hanging.add(circuit.admit());
    }
    assertThat(rest()).isEqualTo(Duration.ofSeconds(5));

    hanging.get(0).accept(null);
    circuit.admit().accept(null);
  }

  @Test
  void manyAtOnceToAHostThatAnswersInTimeAreSent() throws Exception {
    for (int i = 0; i < 50; i++) {
      circuit.admit();
    }
    now = now.plusMillis(501);
    assertThatThrownBy(circuit::admit).isInstanceOf(CircuitOpenException.class);
  }

  @Test
  void waitingCallersRetryOneAfterTheOther() throws Exception {
    faults(5);
    assertThat(rest()).isEqualTo(Duration.ofSeconds(30));
    assertThat(rest()).isEqualTo(Duration.ofMillis(30_050));
    now = now.plusSeconds(10);
    assertThat(rest()).isEqualTo(Duration.ofMillis(20_100));

    now = now.plusSeconds(21);
    faults(1);
    assertThat(rest()).as("twice as long, the others are before that").hasSeconds(60);
    now = now.plusSeconds(61);
    circuit.admit().accept(null);
    faults(5);
    assertThat(rest()).as("it has worked meanwhile").hasSeconds(30);
  }
}
