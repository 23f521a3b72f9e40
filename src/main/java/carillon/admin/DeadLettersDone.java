package carillon.admin;

/**
 * What became of dead letters.
 *
 * @param matched how many the filter names
 * @param done how many were replayed or deleted; 0 in a dry run
 * @param refused how many were not replayed, because another job that waits or runs has their
 *     uniqueKey
 * @param scanned how many dead letters were looked at
 * @param complete whether these were all; a dry run ends after some seconds
 */
public record DeadLettersDone(
    long matched, long done, long refused, long scanned, boolean complete) {}
