/**
 * What a measured server has in addition: jobs that know when they were due, and a load that pushes
 * them at a fixed rate. The benchmarks put these classes into their own copy of the WAR.
 */
package carillon.bench;
