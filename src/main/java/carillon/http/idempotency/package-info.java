/**
 * {@code Idempotency-Key}: a repeated POST gets the stored response of the first one. A write
 * marked {@link carillon.http.idempotency.Atomic} and its stored response share one transaction.
 */
package carillon.http.idempotency;
