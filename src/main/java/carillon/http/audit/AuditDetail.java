package carillon.http.audit;

import jakarta.enterprise.context.RequestScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the audit entry of the present request tells beyond its path: which filter, how many, what
 * was changed. Never secrets, never people's addresses.
 */
@RequestScoped
public class AuditDetail {
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Adds a value; null adds nothing. */
  public void add(String name, Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  /** Such as {@code dryRun=true matched=12}, empty when nothing was added. */
  public String text() {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining(" "));
  }
}
