/**
 * The schema and the way to it: Flyway's migrations run before anything else starts, and {@code
 * Jdbi} for statements that compare and set. Transactions are the container's alone.
 */
package carillon.database;
