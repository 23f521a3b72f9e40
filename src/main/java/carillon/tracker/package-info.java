/**
 * Projects, users, groups, trackers with fields and permissions, artifacts and their changesets.
 * In: HTTP. Out: {@link carillon.tracker.ChangesetRecorded}, fired in the changeset's transaction;
 * what observers did is answered through {@link carillon.tracker.NotificationStatus}.
 */
package carillon.tracker;
