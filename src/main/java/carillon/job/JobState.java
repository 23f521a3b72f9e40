package carillon.job;

/** The states of a job; README draws the transitions. */
public enum JobState {
  SCHEDULED,
  READY,
  RUNNING,
  DONE,
  DEAD,
  CANCELLED,
  EXPIRED
}
