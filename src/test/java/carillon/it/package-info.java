/**
 * Tests inside the real server: one WildFly for all {@code *IT}, made from the packaged server in
 * {@code target/it}, with a real Redis and a real SMTP conversation beside it.
 *
 * <p>In: what {@code mvn package} left. {@link carillon.it.Carillon} deploys, {@link
 * carillon.it.Api} speaks HTTP, {@link carillon.it.Services} gives the mails and Redis.
 */
package carillon.it;
