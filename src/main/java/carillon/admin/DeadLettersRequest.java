package carillon.admin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Which dead letters, and whether only to count them.
 *
 * @param filter required, so that nobody means all by mistake: {@code {}}
 * @param queue of all queues when missing
 * @param dryRun true only counts them
 */
public record DeadLettersRequest(
    @NotNull @Valid FilterRequest filter, @Size(max = 60) String queue, Boolean dryRun) {

  boolean counts() {
    return Boolean.TRUE.equals(dryRun);
  }
}
