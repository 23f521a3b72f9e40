package carillon.queue;

/** What a look at the queue gave. */
record Fetched(StreamEntries entries, boolean paused) {}
