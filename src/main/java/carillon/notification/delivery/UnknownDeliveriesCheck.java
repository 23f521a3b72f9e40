package carillon.notification.delivery;

import carillon.systemcheck.Check;
import carillon.systemcheck.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Finds mails that are held for a person because nobody knows whether they arrived. */
@ApplicationScoped
class UnknownDeliveriesCheck implements Check {
  private final Jdbi jdbi;

  @Inject
  public UnknownDeliveriesCheck(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  UnknownDeliveriesCheck() {
    this(null);
  }

  @Override
  public String id() {
    return "unknown-deliveries";
  }

  @Override
  public List<Finding> findings() {
    long held =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from delivery where state = 'unknown'")
                    .mapTo(Long.class)
                    .one());
    return held == 0
        ? List.of()
        : List.of(
            Finding.warning(
                held
                    + " mails may or may not have arrived: see GET /deliveries?state=unknown, and"
                    + " resend or drop each."));
  }
}
