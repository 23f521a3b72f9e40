package carillon.http.idempotency;

import jakarta.enterprise.context.RequestScoped;

/**
 * Whether the current request has an {@code Idempotency-Key}, for those who write to where the
 * filter's transaction does not reach.
 */
@RequestScoped
public class RepeatableRequest {
  private String id = "";

  /**
   * Hexadecimal digits, the same only for the same account, key, path and body; empty when the
   * request has no key.
   */
  public String id() {
    return id;
  }

  void identified(String newId) {
    id = newId;
  }
}
