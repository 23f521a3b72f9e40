package carillon.systemcheck;

import java.time.Instant;

/**
 * A system check ended with another status than the one before it. Fired as a CDI event outside of
 * any transaction, after the event was committed, on the node that ran the check.
 *
 * @param previousStatus {@code DONE}, {@code WARNING} or {@code ERROR}; {@code NEW} when none was
 *     run before
 * @param status {@code DONE}, {@code WARNING} or {@code ERROR}
 * @param log {@code OK}, or one line per finding
 * @param at when the check ended
 */
public record SystemEventChanged(String previousStatus, String status, String log, Instant at) {}
