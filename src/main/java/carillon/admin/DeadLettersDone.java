package carillon.admin;

/**
 * What became of dead letters.
 *
 * @param matched how many the filter names
 * @param done how many were replayed or deleted; 0 in a dry run
 */
public record DeadLettersDone(long matched, long done) {}
