/**
 * Fault tests: under load a process is killed, frozen or cut off, and every mail, webhook and job
 * is counted. One test per fault. In: the packaged server. Out: {@code target/faults.md}. Run with
 * {@code -Pfaults}.
 */
package carillon.faults;
