package carillon.config;

/** Who may read {@code /carillon/metrics}. */
public enum MetricsReaders {
  /** Everybody who reaches the server. */
  OPEN,
  /** Every account with one of the three roles. */
  AUTHENTICATED,
  /** Who sends {@code Authorization: Bearer} with {@code carillon.metrics.token}. */
  TOKEN,
  /** Nobody: 404. */
  OFF
}
