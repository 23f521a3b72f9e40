/**
 * The event stream of {@code GET /stream}: state changes of jobs, counters of queues and progress
 * of imports, of this node and, broadcast through Redis, of the others. In: events of the other
 * packages. Out: server-sent events.
 */
package carillon.admin.stream;
