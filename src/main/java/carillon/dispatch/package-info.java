/**
 * Decides inline or queued, and makes sure that what must happen after a changeset happens: task
 * rows written in its transaction, claimed by compare-and-set under a lease, pushed to the queue or
 * run here. In: {@code ChangesetRecorded}, jobs {@code tuleap.tracker.artifact}. Out: calls of
 * {@link carillon.dispatch.TaskHandler}.
 */
package carillon.dispatch;
