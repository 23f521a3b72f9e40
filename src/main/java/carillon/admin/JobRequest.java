package carillon.admin;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of {@code POST /jobs}, as it came. Durations are ISO 8601 in upper case, with days,
 * hours, minutes and seconds, in whole milliseconds, without a sign.
 *
 * @param delay not before
 * @param ttl counted from the enqueue, after which it is dropped if it still waits; longer than the
 *     delay
 * @param uniqueKey while a job of the queue and event with this key waits or runs, that one is the
 *     answer
 * @param uniqueFor since its enqueue, in which it is the answer even when it is done or dead; one
 *     that was cancelled or has expired frees the key
 * @param keep how long the finished job can be looked up; of {@code POST /jobs/bulk} not at all
 *     unless it says so
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
