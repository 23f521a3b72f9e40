package carillon.problem;

/**
 * One part of a request that is not allowed. Both texts are cut where they are too long for an
 * answer: clients may have written much of them.
 *
 * @param field where: a path in the body such as {@code values.severity} or {@code fields[2].type},
 *     or the name of a parameter or header
 * @param detail why, and what is allowed
 */
public record FieldError(String field, String detail) {
  public FieldError {
    field = Bounds.cut(field, Bounds.PLACE);
    detail = Bounds.cut(detail, Bounds.SENTENCE);
  }
}
