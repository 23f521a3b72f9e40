package carillon.notification.delivery;

import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Finds mails that a relay has put off again and again. */
@ApplicationScoped
class DeferredDeliveriesCheck implements Check {
  /** Greylisting and a full mailbox are over sooner, or nothing to hurry for. */
  private static final Duration LONG = Duration.ofHours(4);

  private static final String SQL =
      "select count(*) as mails, min(deferred_at) as oldest, current_timestamp as present"
          + " from delivery where state = 'deferred'";

  private final Jdbi jdbi;

  @Inject
  DeferredDeliveriesCheck(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  DeferredDeliveriesCheck() {
    this(null);
  }

  private record Deferred(long mails, Duration age) {}

  @Override
  public String id() {
    return "deferred-deliveries";
  }

  @Override
  public List<Finding> findings() {
    Deferred deferred = deferred();
    return deferred.age().compareTo(LONG) < 0
        ? List.of()
        : List.of(
            Finding.warning(
                "%d mails are deferred, the oldest for %d hours: see the relays' replies at"
                        .formatted(deferred.mails(), deferred.age().toHours())
                    + " GET /deliveries?state=deferred."));
  }

  private Deferred deferred() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SQL)
                .map(
                    (row, context) -> {
                      OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
                      OffsetDateTime present = row.getObject("present", OffsetDateTime.class);
                      return new Deferred(
                          row.getLong("mails"),
                          oldest == null ? Duration.ZERO : Duration.between(oldest, present));
                    })
                .one());
  }
}
