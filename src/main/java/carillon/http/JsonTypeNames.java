package carillon.http;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/** What JSON a Java type is written as, in words for those who wrote another. */
final class JsonTypeNames {
  private JsonTypeNames() {}

  static String of(Class<?> type) {
    if (type == String.class) {
      return "a text";
    } else if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    } else if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "an array";
    } else if (Map.class.isAssignableFrom(type) || type.isRecord()) {
      return "an object";
    } else if (type == BigDecimal.class || type == Double.class || type == double.class) {
      return "a number";
    } else if (Number.class.isAssignableFrom(type)
        || type.isPrimitive()
        || type == BigInteger.class) {
      return "a whole number";
    }
    return "of a different type";
  }
}
