package carillon.mail.suppression;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An address that is, or was, not written to. Kept after its end, as a record.
 *
 * @param address in lower case
 * @param reason the reply that said so
 * @param expiresAt when it ends by itself
 * @param endedAt when somebody ended it before that, else null
 * @param endedBy the account that did, else null
 */
public record Suppression(
    long id,
    String address,
    String reason,
    Instant createdAt,
    Instant expiresAt,
    @Schema(nullable = true) Instant endedAt,
    @Schema(nullable = true) String endedBy) {}
