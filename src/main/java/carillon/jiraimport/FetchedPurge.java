package carillon.jiraimport;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.Background;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets, some time after its end, what an import that came to nothing had read from Jira. */
@ApplicationScoped
class FetchedPurge {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int BATCH = 500;

  @Inject FetchedTable fetched;
  @Inject Settings settings;
  @Inject Background background;

  public void start() {
    background.repeat("issues of ended imports", this::purge);
  }

  private Duration purge() {
    boolean more = fetched.purge(settings.get(SettingsTable.OUTBOUND_KEEP), BATCH) == BATCH;
    return more ? Duration.ZERO : PERIOD;
  }
}
