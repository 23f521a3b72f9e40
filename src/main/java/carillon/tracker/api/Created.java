package carillon.tracker.api;

/** The id of what was created. */
record Created(long id) {}
