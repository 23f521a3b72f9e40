package carillon.http.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a resource method that is a POST and writes in one transaction: what is kept of its answer for
 * an {@code Idempotency-Key} is part of that transaction, so that whatever dies in between leaves
 * both or neither. Other writes (of many transactions, to Redis, to another server) have their
 * answer kept when they have ended.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Atomic {}
