package carillon.job.engine;

import java.util.Locale;

/** The states of a job; README draws the transitions. */
public enum JobState {
  SCHEDULED,
  READY,
  RUNNING,
  DONE,
  DEAD,
  CANCELLED,
  EXPIRED;

  /** As HTTP and metrics write it: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
