package carillon.admin;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of {@code POST /jobs}, as it came.
 *
 * @param payload its text; empty when it is no object
 * @param delay an ISO 8601 duration, not before
 * @param ttl an ISO 8601 duration, after which it is dropped if it still waits
 * @param uniqueKey while a job of the queue with this key waits or runs, that one is the answer
 * @param uniqueFor an ISO 8601 duration since its enqueue, in which it is the answer even when
 *     ended
 * @param keep an ISO 8601 duration, how long the finished job can be looked up
 */
public record JobRequest(
    @Schema(required = true, examples = "\"tuleap.tracker.artifact\"") String eventName,
    @Schema(
            required = true,
            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
        @JsonDeserialize(using = PayloadText.class)
        String payload,
    @Schema(minimum = "1") Long projectId,
    @Schema(enumeration = {"notifications", "webhooks", "background"}) String queue,
    @Schema(enumeration = {"high", "normal", "low"}) String priority,
    @Schema(examples = "\"PT30S\"") String delay,
    @Schema(examples = "\"PT1H\"") String ttl,
    @Schema(maxLength = 200) String uniqueKey,
    @Schema(examples = "\"PT1H\"") String uniqueFor,
    @Schema(examples = "\"PT10M\"", defaultValue = "PT10M") String keep) {}
