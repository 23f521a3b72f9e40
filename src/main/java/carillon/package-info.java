/**
 * Carillon: notifications and background jobs for a tracker.
 *
 * <p>One package per feature, in the order that the data flows; which package may use which is
 * stated by the architecture test.
 */
package carillon;
