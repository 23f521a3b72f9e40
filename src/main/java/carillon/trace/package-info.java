/**
 * Which request a piece of work comes from, as W3C Trace Context names it. In: the header of a
 * request, the row of a task, the entry of a job. Out: the log lines of whoever works on it.
 */
package carillon.trace;
