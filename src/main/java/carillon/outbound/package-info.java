/**
 * HTTP to the outside: to public addresses only, unless {@code carillon.outbound.allow} says
 * otherwise, bounded in time and size; hosts that fail rest ({@link
 * carillon.outbound.HostCircuits}). And the secrets of the outside, sealed at rest ({@link
 * carillon.outbound.Vault}). In: requests of {@code webhook} and {@code jiraimport}. Out: answers.
 * The only one that knows an HTTP client.
 */
package carillon.outbound;
