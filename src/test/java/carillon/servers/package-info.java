/**
 * Tests that need a server of their own: its start, shutdown, console, live settings, health, mail
 * server. Run with {@code -Pservers}.
 */
package carillon.servers;
