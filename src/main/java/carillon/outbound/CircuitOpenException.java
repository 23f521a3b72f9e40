package carillon.outbound;

import java.time.Duration;

/** The host does not answer just now; it is left alone for a while. */
public final class CircuitOpenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration rest;

  CircuitOpenException(String host, Duration rest) {
    super(host + " rests");
    this.rest = rest;
  }

  /** After how long it may be tried again. */
  public Duration rest() {
    return rest;
  }
}
