package carillon.http.audit;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries to the log {@code carillon.audit} and to the table. What cannot be kept in the
 * table is in the log even so. Thread-safe.
 */
@ApplicationScoped
public class AuditTrail {
  private static final Logger AUDIT = LoggerFactory.getLogger("carillon.audit");
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final Duration PURGES_APART = Duration.ofHours(1);
  private static final int REFUSED_PER_MINUTE = 100;
  private static final int FORBIDDEN = 403;

  private final AuditTable table;
  private final Settings settings;
  private final Clock clock;
  private final LineBudget refused;
  private volatile Instant nextPurge = Instant.MIN;

  @Inject
  AuditTrail(AuditTable table, Settings settings, Clock clock) {
    this.table = table;
    this.settings = settings;
    this.clock = clock;
    this.refused = new LineBudget(clock, REFUSED_PER_MINUTE);
  }

  /** For the container's proxy. */
  AuditTrail() {
    this(null, null, null);
  }

  /** The end of a job that somebody's request began. */
  public void jobEnded(String path, String detail) {
    write(new AuditEntry(0, clock.instant(), "-", "JOB", path, "", 200, detail));
  }

  /** Of refused attempts only so many a minute; the next one tells how many were left out. */
  void write(AuditEntry entry) {
    if (entry.status() != FORBIDDEN) {
      keep(entry);
      return;
    }
    refused.take().ifPresent(before -> keep(before == 0 ? entry : entry.after(before)));
  }

  private void keep(AuditEntry entry) {
    AUDIT.info("{}", entry.line());
    try {
      table.insert(entry);
      purge();
    } catch (JdbiException unavailable) {
      LOG.warn("An audit entry is in the log only: the database did not take it", unavailable);
    }
  }

  private void purge() {
    Instant now = clock.instant();
    if (now.isAfter(nextPurge)) {
      nextPurge = now.plus(PURGES_APART);
      table.purge(now.minus(settings.get(SettingsTable.AUDIT_KEEP)));
    }
  }
}
