/**
 * Artifacts that arrive with a past: an import writes their changesets with the dates they had, in
 * bulk, and notifies nobody.
 */
package carillon.tracker.history;
