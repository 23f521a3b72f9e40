package carillon.notification.delivery;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Deletes what is kept of notifications that ended long ago. */
@ApplicationScoped
public class DeliveryRetention {
  private static final String OPEN =
      """
      select distinct task_id from delivery where task_id in (<tasks>)
        and state not in ('sent', 'failed', 'suppressed', 'skipped')
      """;

  private final Jdbi jdbi;

  @Inject
  public DeliveryRetention(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  DeliveryRetention() {
    this(null);
  }

  /**
   * @return the tasks that stay, because a person has yet to say what becomes of a mail
   */
  @Transactional(MANDATORY)
  public Set<Long> forget(Collection<Long> tasks) {
    return jdbi.withHandle(
        handle -> {
          Set<Long> open =
              handle
                  .createQuery(OPEN)
                  .bindList("tasks", List.copyOf(tasks))
                  .mapTo(Long.class)
                  .set();
          Set<Long> old = new HashSet<>(tasks);
          old.removeAll(open);
          if (!old.isEmpty()) {
            delete(handle, "delivery", old);
            delete(handle, "skipped", old);
          }
          return open;
        });
  }

  private static void delete(Handle handle, String table, Set<Long> tasks) {
    handle
        .createUpdate("delete from " + table + " where task_id in (<tasks>)")
        .bindList("tasks", List.copyOf(tasks))
        .execute();
  }
}
