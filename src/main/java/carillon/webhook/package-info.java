/**
 * Webhooks of trackers, signed as Standard Webhooks says. In: changesets, as tasks of {@code
 * dispatch}; webhooks and replays over HTTP. Out: requests by {@code outbound}, a delivery row for
 * each. A slow endpoint holds a worker for a moment only: its answer is taken when it comes.
 */
package carillon.webhook;
