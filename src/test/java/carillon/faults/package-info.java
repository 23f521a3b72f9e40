/**
 * Carillon as its users run it, and then broken on purpose: a process is killed, frozen or cut off
 * under load, and every mail, webhook and job is counted. One test per fault (the classes named
 * *IT). Run with {@code -Pfaults}.
 */
package carillon.faults;
