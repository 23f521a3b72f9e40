package carillon.mail.suppression;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** The suppressed addresses, on the database's clock. Letters' case does not matter. */
@ApplicationScoped
public class Suppressions {
  private static final String IN_FORCE = "ended_at is null and expires_at > current_timestamp";
  private static final String ADD =
      """
      insert into suppression (address, reason, created_at, expires_at)
      select :address, :reason, current_timestamp,
        current_timestamp + cast(:seconds as bigint) * interval '1' second
      where not exists (select 1 from suppression where address = :address and\s"""
          + IN_FORCE
          + ")";

  private final Jdbi jdbi;
  private final Settings settings;

  @Inject
  public Suppressions(Jdbi jdbi, Settings settings) {
    this.jdbi = jdbi;
    this.settings = settings;
  }

  /** For the container's proxy. */
  protected Suppressions() {
    this(null, null);
  }

  /** Which of these are suppressed now, in lower case. */
  @Transactional(REQUIRES_NEW)
  public Set<String> among(Collection<String> addresses) {
    Set<String> lower =
        addresses.stream().map(Suppressions::lower).collect(Collectors.toUnmodifiableSet());
    if (lower.isEmpty()) {
      return Set.of();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select address from suppression where address in (<all>) and " + IN_FORCE)
                .bindList("all", List.copyOf(lower))
                .mapTo(String.class)
                .set());
  }

  /** Suppresses an address for {@code carillon.mail.suppress-for}, unless it is already. */
  @Transactional(REQUIRES_NEW)
  public void add(String address, String reason) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(ADD)
                .bind("address", lower(address))
                .bind("reason", reason)
                .bind("seconds", settings.get(SettingsTable.MAIL_SUPPRESS_FOR).toSeconds())
                .execute());
  }

  /** Those in force, the oldest first. */
  List<Suppression> inForce(long after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from suppression where id > :after and "
                        + IN_FORCE
                        + " order by id fetch first :limit rows only")
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> suppression(row))
                .list());
  }

  /** All of an address, the newest first, those that ended too. */
  List<Suppression> of(String address) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from suppression where address = :address order by id desc")
                .bind("address", lower(address))
                .map((row, context) -> suppression(row))
                .list());
  }

  /** Ends what is in force of an address; false when nothing is. */
  @Transactional
  public boolean end(String address, String account) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "update suppression set ended_at = current_timestamp, ended_by = :account"
                            + " where address = :address and "
                            + IN_FORCE)
                    .bind("address", lower(address))
                    .bind("account", account)
                    .execute())
        > 0;
  }

  private static String lower(String address) {
    return address.toLowerCase(Locale.ROOT);
  }

  private static Suppression suppression(ResultSet row) throws SQLException {
    return new Suppression(
        row.getLong("id"),
        row.getString("address"),
        row.getString("reason"),
        instant(row, "created_at"),
        instant(row, "expires_at"),
        instant(row, "ended_at"),
        row.getString("ended_by"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
