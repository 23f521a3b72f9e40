package carillon.testkit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of a server's application, which a test sets wrong while the server runs. */
@Alternative
@Priority(1)
@Dependent
public class JumpingClock extends Clock {
  /** The system property that says how far it is ahead, such as {@code PT-1H}. */
  public static final String AHEAD = "test.clock.ahead";

  @Override
  public Instant instant() {
    return Instant.now().plus(Duration.parse(System.getProperty(AHEAD, "PT0S")));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Carillon's clock is UTC");
  }
}
