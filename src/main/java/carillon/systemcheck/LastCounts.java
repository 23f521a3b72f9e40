package carillon.systemcheck;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.jdbi.v3.core.Jdbi;

/**
 * What checks counted the last time, on whatever node that was and before whatever restart.
 * Thread-safe.
 */
@ApplicationScoped
@Transactional
public class LastCounts {
  private final Jdbi jdbi;

  @Inject
  public LastCounts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  LastCounts() {
    this(null);
  }

  /**
   * Remembers a count.
   *
   * @param name of at most 80 letters
   * @return the one before, 0 when there was none
   */
  public long replace(String name, long count) {
    return jdbi.withHandle(
        handle -> {
          Long before =
              handle
                  .createQuery("select counted from system_check_count where name = ? for update")
                  .bind(0, name)
                  .mapTo(Long.class)
                  .findOne()
                  .orElse(null);
          if (before == null) {
            handle.execute(
                "insert into system_check_count(name, counted) values (?, ?)", name, count);
            return 0L;
          }
          handle.execute("update system_check_count set counted = ? where name = ?", count, name);
          return before;
        });
  }
}
