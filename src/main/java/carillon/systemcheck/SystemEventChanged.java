package carillon.systemcheck;

import java.time.Instant;

/**
 * A system check ended with another status than the one before it. Fired as a CDI event in the
 * transaction that ends the check, on the node that ran it: what is written of it is there with the
 * end, or neither is.
 *
 * @param previousStatus {@code DONE}, {@code WARNING} or {@code ERROR}; {@code NEW} when none was
 *     run before
 * @param status {@code DONE}, {@code WARNING} or {@code ERROR}
 * @param log {@code OK}, or one line per finding
 * @param at when the check ended
 */
public record SystemEventChanged(String previousStatus, String status, String log, Instant at) {}
