package carillon.admin;

import jakarta.validation.constraints.NotNull;

/**
 * Which dead letters, and whether only to count them.
 *
 * @param filter required, so that nobody means all by mistake: {@code {}}
 * @param queue of all queues when missing
 * @param dryRun true only counts them
 */
public record DeadLettersRequest(@NotNull FilterRequest filter, String queue, Boolean dryRun) {

  boolean counts() {
    return Boolean.TRUE.equals(dryRun);
  }
}
