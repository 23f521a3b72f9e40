package carillon.problem;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An e-mail address without quoting (RFC 5321), also beyond ASCII (RFC 6531): no white space, no
 * controls, no invisible characters, nothing that means something in a list of addresses. Null is
 * allowed.
 */
@Pattern(regexp = EmailAddress.PATTERN)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface EmailAddress {
  /** In characters. */
  int LONGEST = 254;

  String PATTERN =
      "(?=.{3,254}$)[^\\p{C}\\p{Z}()<>\\[\\]:;@\\\\,.\"]{1,64}(\\.[^\\p{C}\\p{Z}()<>\\[\\]:;@\\\\,.\"]{1,64}){0,30}"
          + "@[\\p{L}\\p{N}]([\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?(\\.[\\p{L}\\p{N}]([\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?){0,30}";

  String message() default "must be an e-mail address such as jane@example.com";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
