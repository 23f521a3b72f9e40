package carillon.outbound;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Forgets what came from the outside or went there, once it has been kept for long enough ({@code
 * carillon.outbound.keep}): each minute and in small batches, so that nobody waits for their locks.
 */
@ApplicationScoped
public class RetentionPurge {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int BATCH = 500;

  @Inject Settings settings;

  /** What is kept for some time. */
  @FunctionalInterface
  public interface Kept {
    /**
     * Deletes what ended longer ago than {@code age}, at most {@code limit} of it.
     *
     * @return how much that was
     */
    int purge(Duration age, int limit);
  }

  /**
   * One batch.
   *
   * @return when the next one is due
   */
  public Duration once(Kept kept) {
    int purged = kept.purge(settings.get(SettingsTable.OUTBOUND_KEEP), BATCH);
    return purged == BATCH ? Duration.ZERO : PERIOD;
  }
}
