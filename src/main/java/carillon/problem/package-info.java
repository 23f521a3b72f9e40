/**
 * Errors as clients see them: a problem (RFC 9457) with one entry per bad field. Any package may
 * throw a {@link carillon.problem.ProblemException}; {@code http} turns it into a response. Also
 * what any request's field must keep to: bounds, e-mail addresses.
 */
package carillon.problem;
