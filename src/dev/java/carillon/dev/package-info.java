/**
 * Dev services: what a first try needs beside WildFly, in the WAR only with the profile {@code
 * dev}.
 *
 * <p>In: the server's data directory and its port offset. Out: a real Redis, an SMTP inbox with its
 * pages, the settings that point Carillon at them, sample data. What is set explicitly wins.
 */
package carillon.dev;
