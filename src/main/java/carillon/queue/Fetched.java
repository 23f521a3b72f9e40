package carillon.queue;

/** What a look at the queue gave. */
record Fetched(Entries entries, boolean paused) {}
