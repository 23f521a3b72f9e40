package carillon.http.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method that changes something so often that it is audited only when it is refused, or when
 * it adds an {@link AuditDetail}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Unaudited {
  /** What keeps it instead. */
  String value();
}
