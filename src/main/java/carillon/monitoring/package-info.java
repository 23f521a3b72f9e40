/**
 * Tells how Carillon is: metrics at {@code /metrics} (Prometheus text) and readiness at {@code
 * /ready}; keeps the log level as set. In: events of all packages, and the queue, the workers and
 * the task rows when someone looks. A leaf: nothing depends on it, and nothing else knows the
 * metrics API.
 */
package carillon.monitoring;
