package carillon.http.idempotency;

/**
 * What was answered to a write that carried an {@code Idempotency-Key}.
 *
 * @param requestHash of method, path and body
 * @param status null while the first one still runs
 */
public record StoredResponse(
    String requestHash, Integer status, String etag, String location, String body) {}
