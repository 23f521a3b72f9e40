/**
 * What all HTTP resources share: the JAX-RS application at {@code /api/v1}, problem+json (RFC
 * 9457), pages with cursors, ETags, names of the roles.
 */
package carillon.http;
