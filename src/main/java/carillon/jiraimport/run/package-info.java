/**
 * The state of each import and of its runs: rows, heartbeat, progress, warnings, and the mail that
 * reports the end.
 */
package carillon.jiraimport.run;
