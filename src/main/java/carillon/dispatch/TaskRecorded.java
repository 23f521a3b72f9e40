package carillon.dispatch;

/** A task row was written, in a transaction that has yet to commit. */
record TaskRecorded(long taskId, DispatchMode mode) {}
