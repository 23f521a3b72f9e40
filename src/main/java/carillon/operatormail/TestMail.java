package carillon.operatormail;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A mail by which an administrator tries the queue and the relay.
 *
 * @param state pending, deferred (it is tried again), sent, failed or unknown
 * @param reply the relay's answer or what happened instead; null before the first attempt
 */
public record TestMail(
    long id,
    String to,
    String state,
    int attempts,
    @Schema(nullable = true) String reply,
    Instant createdAt,
    Instant updatedAt) {}
