package carillon.notification;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.dispatch.CoalescingWindow;
import carillon.dispatch.DispatchMode;
import carillon.notification.event.ChangesetFlagTable;
import carillon.tracker.ChangesetRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * Which changesets are told together: those of one bulk change, and, in queued projects where it is
 * switched on, those of one artifact that follow each other closely. A creation, a mention and an
 * assignment do not wait; the latter two take with them what waits.
 */
@ApplicationScoped
class CoalescingPolicy {
  private final Settings settings;
  private final ChangesetFlagTable glances;

  @Inject
  public CoalescingPolicy(Settings settings, ChangesetFlagTable glances) {
    this.settings = settings;
    this.glances = glances;
  }

  /** For the container's proxy. */
  CoalescingPolicy() {
    this(null, null);
  }

  public Optional<CoalescingWindow> of(ChangesetRecorded changeset, DispatchMode mode) {
    if (changeset.bulk() != null) {
      return Optional.of(CoalescingWindow.ofBulk(changeset.bulk()));
    }
    if (mode != DispatchMode.QUEUED || changeset.creation()) {
      return Optional.empty();
    }
    return settings
        .get(SettingsTable.COALESCE_IDLE)
        .map(
            idle ->
                new CoalescingWindow(
                    "artifact " + changeset.artifactId(),
                    urgent(changeset) ? Duration.ZERO : idle,
                    settings.get(SettingsTable.COALESCE_MAX)));
  }

  private boolean urgent(ChangesetRecorded changeset) {
    ChangesetFlagTable.Glance glance = glances.at(changeset.changesetId());
    return glance.mentions() || glance.assigns();
  }
}
