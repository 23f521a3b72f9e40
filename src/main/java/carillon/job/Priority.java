package carillon.job;

/** How soon a waiting job is taken, among those of its queue. */
public enum Priority {
  HIGH,
  NORMAL,
  LOW
}
