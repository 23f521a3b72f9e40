package carillon.admin;

import jakarta.validation.constraints.NotNull;

/**
 * Which dead letters, and whether only to count them.
 *
 * @param filter required, so that nobody means all by mistake: {@code {}}
 * @param queue of all queues when missing
 */
public record DeadLettersRequest(@NotNull FilterRequest filter, String queue, boolean dryRun) {}
