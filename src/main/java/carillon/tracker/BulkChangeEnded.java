package carillon.tracker;

/**
 * Nothing more follows in a bulk change. Fired outside of the transactions of its changesets.
 *
 * @param bulk as in {@link ChangesetRecorded#bulk()}
 */
public record BulkChangeEnded(String bulk) {}
