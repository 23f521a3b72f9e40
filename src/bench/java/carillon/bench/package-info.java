/**
 * Benchmarks, and the job types and resources that they add to their own copy of the WAR: timed and
 * checked jobs, and loads at a fixed rate. In: the packaged server. Out: a table on standard
 * output.
 */
package carillon.bench;
