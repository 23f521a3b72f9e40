/**
 * What tests on real processes share: a WildFly, a redis-server, PostgreSQL, a mail server with
 * injected faults, a TCP proxy, HTTP and management clients, load and counting. Processes are
 * started, stopped and killed here, each by its own process id.
 */
package carillon.testkit;
