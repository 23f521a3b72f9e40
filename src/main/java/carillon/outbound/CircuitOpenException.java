package carillon.outbound;

import java.time.Duration;

/** The endpoint or its host does not answer just now; it is left alone for a while. */
public final class CircuitOpenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration rest;

  CircuitOpenException(Duration rest) {
    super("it rests");
    this.rest = rest;
  }

  /** After how long it may be tried again. */
  public Duration rest() {
    return rest;
  }
}
