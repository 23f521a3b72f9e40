/**
 * Carillon as its users run it, and then broken on purpose: a real WildFly process, a real
 * redis-server and a mail server that counts. Processes are started, stopped and killed here, each
 * by its own process id. What is promised of a fault is one test each (the classes named *IT).
 */
package carillon.faults;
