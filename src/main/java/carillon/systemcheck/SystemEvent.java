package carillon.systemcheck;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One run of the system check. Immutable.
 *
 * @param status {@code NEW}, {@code RUNNING}, {@code DONE}, {@code WARNING} or {@code ERROR}
 * @param log {@code OK} or one line per finding; empty while it runs
 * @param startedAt null when not yet started
 * @param endedAt null when not yet ended
 */
public record SystemEvent(
    long id,
    String type,
    String status,
    String log,
    Instant createdAt,
    @Schema(nullable = true) Instant startedAt,
    @Schema(nullable = true) Instant endedAt) {}
