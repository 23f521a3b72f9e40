package carillon.webhook;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.Background;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets deliveries some time after they ended. */
@ApplicationScoped
class DeliveryPurge {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int BATCH = 500;

  @Inject WebhookDeliveryTable deliveries;
  @Inject Settings settings;
  @Inject Background background;

  public void start() {
    background.repeat("old deliveries of webhooks", this::purge);
  }

  private Duration purge() {
    boolean more = deliveries.purge(settings.get(SettingsTable.OUTBOUND_KEEP), BATCH) == BATCH;
    return more ? Duration.ZERO : PERIOD;
  }
}
