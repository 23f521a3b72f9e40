package carillon.dispatch;

/** Where a task is meant to run: in the request's thread, or by a worker. */
public enum DispatchMode {
  INLINE,
  QUEUED
}
