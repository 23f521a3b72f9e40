package carillon.tracker;

import carillon.text.Printable;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One line of text of 1 to 255 characters: not blank, no line break or other control character (it
 * may end in a mail's header), no half of a surrogate pair (no database stores it). Null is
 * allowed.
 */
@Pattern(regexp = "(?=.*\\S)" + Printable.LINE + "{1,255}")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface SingleLineText {
  String message() default "must be one line of 1 to 255 characters";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
